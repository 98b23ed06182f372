import { text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { administer, participantOf } from '../administer.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** Commands to a channel in whatever conference it is. */
export const application = defineApplication({
  name: 'MeetMeChannelAdmin',
  module: 'app_meetme',
  synopsis: 'Commands to a participant by its channel',
  description: ['k sends it out, m lets it be heard, M mutes it.'],
  arguments: {
    channel: text('its channel', { required: true }),
    command: text('k, m or M', { required: true }),
  },
  examples: ['same => n,MeetMeChannelAdmin(SIP/alice-00000001,M)'],
  seeAlso: ['MeetMeAdmin'],
  run(call, { channel, command }) {
    const rooms = call.use(meetmeRoomsPort).hall.list();
    const found = rooms.find((conference) => participantOf(conference, channel));
    if (!found) call.log.notice(`Channel '${channel}' is in no conference`);
    else if (!'kmM'.includes(command) || administer(found, command, channel) !== 'OK')
      call.log.warning(`Unknown MeetMeChannelAdmin command '${command}'`);
    return undefined;
  },
});
