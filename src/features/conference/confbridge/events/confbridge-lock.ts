import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceLocked } from '../../topics.ts';

/** Nobody more may come. */
export const event = defineEvent({
  name: 'ConfbridgeLock',
  module: 'app_confbridge',
  synopsis: 'Nobody more may come.',
  fields: 'Conference {bridge}',
  topic: conferenceLocked,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
