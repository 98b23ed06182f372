import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { participantMuteChanged } from '../../topics.ts';

/** Somebody can be heard no more. */
export const event = defineEvent({
  name: 'ConfbridgeMute',
  module: 'app_confbridge',
  synopsis: 'Somebody can be heard no more.',
  fields: 'Conference {bridge} {channel} Admin',
  topic: participantMuteChanged,
  class: 'call',
  headers: ({ conference, channel, admin, muted }, writer) =>
    conference.kind === 'confbridge' && muted
      ? [...conferenceHeaders(conference, writer), writer.channel(channel), ['Admin', admin ? 'Yes' : 'No']]
      : undefined,
});
