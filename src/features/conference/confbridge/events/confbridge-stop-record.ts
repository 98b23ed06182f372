import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceRecordingStopped } from '../../topics.ts';

/** A conference is recorded no more. */
export const event = defineEvent({
  name: 'ConfbridgeStopRecord',
  module: 'app_confbridge',
  synopsis: 'A conference is recorded no more.',
  fields: 'Conference {bridge}',
  topic: conferenceRecordingStopped,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
