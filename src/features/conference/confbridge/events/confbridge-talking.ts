import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { participantTalked } from '../../topics.ts';

/** Somebody has begun to talk, or has stopped. */
export const event = defineEvent({
  name: 'ConfbridgeTalking',
  module: 'app_confbridge',
  synopsis: 'Somebody has begun to talk, or has stopped.',
  fields: 'Conference {bridge} {channel} TalkingStatus Admin',
  topic: participantTalked,
  class: 'call',
  headers: ({ conference, channel, admin, talking }, writer) =>
    conference.kind === 'confbridge'
      ? [
          ...conferenceHeaders(conference, writer),
          writer.channel(channel),
          ['TalkingStatus', talking ? 'on' : 'off'],
          ['Admin', admin ? 'Yes' : 'No'],
        ]
      : undefined,
});
