import { defineEvent } from '../../../extend/define-event.ts';
import { presenceChanged } from '../../../pbx/ports/presence.ts';
import { presenceHeaders } from '../presence-headers.ts';

/** Somebody's presence has changed. */
export const event = defineEvent({
  name: 'PresenceStateChange',
  module: 'manager',
  synopsis: "Somebody's presence has changed.",
  fields: 'Presentity Status Subtype Message',
  topic: presenceChanged,
  class: 'call',
  headers: ({ presentity, presence }) => [['Presentity', presentity], ...presenceHeaders(presence)],
});
