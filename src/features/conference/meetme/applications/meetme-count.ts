import { text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { numberPrompts } from '../../../../say/number.ts';
import { sayOn } from '../../ask-pin.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** How many are in a conference. */
export const application = defineApplication({
  name: 'MeetMeCount',
  module: 'app_meetme',
  synopsis: 'Says or tells how many take part in a conference',
  arguments: {
    conference: text('its number', { required: true }),
    variable: text('gets the number of participants; without it the number is said to the caller'),
  },
  withoutArgument: 'end',
  examples: ['same => n,MeetMeCount(1234,COUNT)'],
  seeAlso: ['MeetMe', 'CONFBRIDGE_INFO'],
  async run(call, { conference, variable }) {
    const count = call.use(meetmeRoomsPort).hall.find(conference)?.participants.length ?? 0;
    if (variable !== '') {
      call.set(variable, String(count));
      return undefined;
    }
    await call.channel.answer();
    await sayOn(call, numberPrompts(count));
    return undefined;
  },
});
