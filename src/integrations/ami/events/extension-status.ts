import { defineEvent } from '../../../extend/define-event.ts';
import { extensionStateChanged } from '../../../pbx/ports/extension-states.ts';
import { extensionHeaders } from '../extension-headers.ts';

/** What an extension's hint shows has changed. */
export const event = defineEvent({
  name: 'ExtensionStatus',
  module: 'manager',
  synopsis: "What an extension's hint shows has changed.",
  fields: 'Exten Context Hint Status StatusText',
  topic: extensionStateChanged,
  class: 'call',
  headers: (extension) => extensionHeaders(extension),
});
