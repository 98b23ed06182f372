import { text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { administer } from '../administer.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** Commands to a conference. */
export const application = defineApplication({
  name: 'MeetMeAdmin',
  module: 'app_meetme',
  synopsis: 'Commands to a conference',
  description: [
    'e sends out who came last, k one, K all. L locks and l unlocks. M mutes one and m lets it be heard, N mutes all but administrators and n lets all be heard. r sets the loudness of one back, R of all. t and T make one softer and louder, s and S all. u and U make softer and louder what one hears, v and V what all hear. E (extend) does nothing: rooms are not scheduled.',
  ],
  arguments: {
    conference: text('its number', { required: true }),
    command: text('one letter', { required: true }),
    user: text('the number or the channel of a participant, for k, m, M, r, t, T, u and U'),
  },
  withoutArgument: 'continue',
  results: { MEETMEADMINSTATUS: 'OK, FAILED, NOTFOUND, NOPARSE' },
  examples: ['same => n,MeetMeAdmin(1234,K)', 'same => n,MeetMeAdmin(1234,M,2)'],
  seeAlso: ['MeetMe'],
  run(call, { conference, command, user }) {
    const found = call.use(meetmeRoomsPort).hall.find(conference);
    if (!found) call.log.warning(`Conference number '${conference}' not found!`);
    const status = !found ? 'NOTFOUND' : command === 'E' ? 'OK' : administer(found, command, user);
    if (status === 'NOTFOUND' && found) call.log.notice(`Specified User not found!`);
    call.set('MEETMEADMINSTATUS', status);
    return undefined;
  },
});
