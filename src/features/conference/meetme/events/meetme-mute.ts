import { defineEvent } from '../../../../extend/define-event.ts';
import { participantMuteChanged } from '../../topics.ts';

/** Somebody has been muted, or can be heard again. */
export const event = defineEvent({
  name: 'MeetmeMute',
  module: 'app_meetme',
  synopsis: 'Somebody has been muted, or can be heard again.',
  fields: 'Meetme User {channel} Duration Status',
  topic: participantMuteChanged,
  class: 'call',
  headers: ({ conference, channel, number, durationS, muted }, writer) =>
    conference.kind === 'meetme'
      ? [
          ['Meetme', conference.name],
          ['User', String(number)],
          writer.channel(channel),
          ['Duration', String(durationS)],
          ['Status', muted ? 'on' : 'off'],
        ]
      : undefined,
});
