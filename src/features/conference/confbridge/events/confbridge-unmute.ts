import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../bridge-headers.ts';
import { participantUnmuted } from '../../topics.ts';

/** Somebody can be heard again. */
export const event = defineEvent({
  name: 'ConfbridgeUnmute',
  module: 'app_confbridge',
  topic: participantUnmuted,
  class: 'call',
  headers: ({ conference, channel, admin }, writer) =>
    conference.kind === 'confbridge'
      ? [...conferenceHeaders(conference), ...writer.channel(channel), ['Admin', admin ? 'Yes' : 'No']]
      : undefined,
});
