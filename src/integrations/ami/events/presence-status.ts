import { defineEvent } from '../../../extend/define-event.ts';
import { extensionPresenceChanged } from '../../../pbx/ports/extension-states.ts';
import { presenceHeaders } from '../presence-headers.ts';

/** The presence that an extension's hint shows has changed. */
export const event = defineEvent({
  name: 'PresenceStatus',
  module: 'manager',
  synopsis: "The presence that an extension's hint shows has changed.",
  fields: 'Exten Context Hint Status Subtype Message',
  topic: extensionPresenceChanged,
  class: 'call',
  headers: ({ exten, context, hint, presence }) => [
    ['Exten', exten],
    ['Context', context],
    ['Hint', hint],
    ...presenceHeaders(presence),
  ],
});
