import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../bridge-headers.ts';
import { participantMuted } from '../../topics.ts';

/** Somebody can be heard no more. */
export const event = defineEvent({
  name: 'ConfbridgeMute',
  module: 'app_confbridge',
  topic: participantMuted,
  class: 'call',
  headers: ({ conference, channel, admin }, writer) =>
    conference.kind === 'confbridge'
      ? [...conferenceHeaders(conference), ...writer.channel(channel), ['Admin', admin ? 'Yes' : 'No']]
      : undefined,
});
