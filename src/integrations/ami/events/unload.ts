import { defineEvent } from '../../../extend/define-event.ts';
import { moduleChanged } from '../../../pbx/ports/modules.ts';

/** A module has been unloaded. */
export const event = defineEvent({
  name: 'Unload',
  module: 'manager',
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
