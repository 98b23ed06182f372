import { defineEvent } from '../../../extend/define-event.ts';
import { modulesReloaded } from '../../../pbx/ports/modules.ts';

/** The configuration, or a module's, has been read again; `Status` 0 is success, 3 a fault, 6 a module that has none. */
export const event = defineEvent({
  name: 'Reload',
  module: 'manager',
  synopsis:
    "The configuration, or a module's, has been read again; Status 0 is success, 3 a fault, 6 a module that has none.",
  fields: 'Module Status',
  topic: modulesReloaded,
  class: 'system',
  headers: ({ module, ok, unsupported }) => [
    ['Module', module || 'All'],
    ['Status', ok ? '0' : unsupported ? '6' : '3'],
  ],
});
