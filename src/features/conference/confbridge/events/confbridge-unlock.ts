import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../conference-headers.ts';
import { conferenceUnlocked } from '../../topics.ts';

/** A conference is open again. */
export const event = defineEvent({
  name: 'ConfbridgeUnlock',
  module: 'app_confbridge',
  synopsis: 'A conference is open again.',
  fields: 'Conference {bridge}',
  topic: conferenceUnlocked,
  class: 'call',
  headers: (conference, writer) =>
    conference.kind === 'confbridge' ? conferenceHeaders(conference, writer) : undefined,
});
