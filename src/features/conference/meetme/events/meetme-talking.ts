import { defineEvent } from '../../../../extend/define-event.ts';
import { participantTalked } from '../../topics.ts';

/** Somebody has begun to talk, or has stopped. */
export const event = defineEvent({
  name: 'MeetmeTalking',
  module: 'app_meetme',
  synopsis: 'Somebody has begun to talk, or has stopped.',
  fields: 'Meetme User {channel} Duration Status',
  topic: participantTalked,
  class: 'call',
  headers: ({ conference, channel, number, durationS, talking }, writer) =>
    conference.kind === 'meetme'
      ? [
          ['Meetme', conference.name],
          ['User', String(number)],
          writer.channel(channel),
          ['Duration', String(durationS)],
          ['Status', talking ? 'on' : 'off'],
        ]
      : undefined,
});
