import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { participantJoined } from '../../topics.ts';

/** Somebody has come. */
export const event = defineEvent({
  name: 'ConfbridgeJoin',
  module: 'app_confbridge',
  synopsis: 'Somebody has come.',
  fields: 'Conference {bridge} {channel} Admin Muted',
  topic: participantJoined,
  class: 'call',
  headers: ({ conference, channel, admin, muted }, writer) =>
    conference.kind === 'confbridge'
      ? [
          ...conferenceHeaders(conference, writer),
          writer.channel(channel),
          ['Admin', admin ? 'Yes' : 'No'],
          ['Muted', muted ? 'Yes' : 'No'],
        ]
      : undefined,
});
