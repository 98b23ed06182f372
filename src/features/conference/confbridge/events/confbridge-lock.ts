import { defineEvent } from '../../../../extend/define-event.ts';
import { conferenceHeaders } from '../../bridge-headers.ts';
import { conferenceLocked } from '../../topics.ts';

/** Nobody more may come. */
export const event = defineEvent({
  name: 'ConfbridgeLock',
  module: 'app_confbridge',
  topic: conferenceLocked,
  class: 'call',
  headers: (conference) => (conference.kind === 'confbridge' ? conferenceHeaders(conference) : undefined),
});
