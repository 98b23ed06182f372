import { defineEvent } from '../../../../extend/define-event.ts';
import { participantAsked } from '../../topics.ts';

/** Somebody who is muted asks to be heard, or does so no more. */
export const event = defineEvent({
  name: 'MeetmeTalkRequest',
  module: 'app_meetme',
  synopsis: 'Somebody who is muted asks to be heard, or does so no more.',
  fields: 'Meetme User {channel} Duration Status',
  topic: participantAsked,
  class: 'call',
  headers: ({ conference, channel, number, durationS, asking }, writer) => [
    ['Meetme', conference.name],
    ['User', String(number)],
    writer.channel(channel),
    ['Duration', String(durationS)],
    ['Status', asking ? 'on' : 'off'],
  ],
});
