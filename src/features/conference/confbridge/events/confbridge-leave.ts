import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { participantLeft } from '../../topics.ts';

/** Somebody has gone. */
export const event = defineEvent({
  name: 'ConfbridgeLeave',
  module: 'app_confbridge',
  synopsis: 'Somebody has gone.',
  fields: 'Conference {bridge} {channel} Admin',
  topic: participantLeft,
  class: 'call',
  headers: ({ conference, channel, admin }, writer) =>
    conference.kind === 'confbridge'
      ? [...conferenceHeaders(conference, writer), writer.channel(channel), ['Admin', admin ? 'Yes' : 'No']]
      : undefined,
});
