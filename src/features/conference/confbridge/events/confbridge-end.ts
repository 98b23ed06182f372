import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceEnded } from '../../topics.ts';

/** A conference is over. */
export const event = defineEvent({
  name: 'ConfbridgeEnd',
  module: 'app_confbridge',
  synopsis: 'A conference is over.',
  fields: 'Conference {bridge}',
  topic: conferenceEnded,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
