import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceStarted } from '../../topics.ts';

/** A conference has begun. */
export const event = defineEvent({
  name: 'ConfbridgeStart',
  module: 'app_confbridge',
  synopsis: 'A conference has begun.',
  fields: 'Conference {bridge}',
  topic: conferenceStarted,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
