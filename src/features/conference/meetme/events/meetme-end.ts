import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceEnded } from '../../topics.ts';

/** A conference is over. */
export const event = defineEvent({
  name: 'MeetmeEnd',
  module: 'app_meetme',
  synopsis: 'A conference is over.',
  fields: 'Meetme',
  topic: conferenceEnded,
  class: 'call',
  headers: ({ kind, name }) => (kind === 'meetme' ? [['Meetme', name]] : undefined),
});
