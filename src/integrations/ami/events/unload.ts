import { defineEvent } from '../../../extend/define-event.ts';
import { moduleChanged } from '../../../pbx/ports/modules.ts';

/** A module has been unloaded. */
export const event = defineEvent({
  name: 'Unload',
  module: 'manager',
  synopsis: 'A module has been unloaded.',
  fields: 'Module Status',
  topic: moduleChanged,
  class: 'system',
  headers: ({ module, change }) =>
    change === 'unload'
      ? [
          ['Module', module],
          ['Status', 'Success'],
        ]
      : undefined,
});
