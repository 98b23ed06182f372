import { defineEvent } from '../../../extend/define-event.ts';
import { moduleChanged } from '../../../pbx/ports/modules.ts';

/** A module has been loaded. */
export const event = defineEvent({
  name: 'Load',
  module: 'manager',
  synopsis: 'A module has been loaded.',
  fields: 'Module Status',
  topic: moduleChanged,
  class: 'system',
  headers: ({ module, change }) =>
    change === 'load'
      ? [
          ['Module', module],
          ['Status', 'Success'],
        ]
      : undefined,
});
