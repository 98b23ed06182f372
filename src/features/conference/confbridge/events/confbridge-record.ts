import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceRecorded } from '../../topics.ts';

/** A conference is recorded. */
export const event = defineEvent({
  name: 'ConfbridgeRecord',
  module: 'app_confbridge',
  synopsis: 'A conference is recorded.',
  fields: 'Conference {bridge}',
  topic: conferenceRecorded,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
