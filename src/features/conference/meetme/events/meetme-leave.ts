import { defineEvent } from '../../../../extend/define-event.ts';
import { participantLeft } from '../../topics.ts';

/** Somebody has gone. */
export const event = defineEvent({
  name: 'MeetmeLeave',
  module: 'app_meetme',
  synopsis: 'Somebody has gone.',
  fields: 'Meetme User {channel} Duration',
  topic: participantLeft,
  class: 'call',
  headers: ({ conference, channel, number, durationS }, writer) =>
    conference.kind === 'meetme'
      ? [
          ['Meetme', conference.name],
          ['User', String(number)],
          writer.channel(channel),
          ['Duration', String(durationS)],
        ]
      : undefined,
});
