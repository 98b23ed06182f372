import { defineEvent } from '../../../extend/define-event.ts';
import { modulesEnding } from '../../../pbx/ports/modules.ts';

/** The instance ends, with calls that are cut off or without, and starts again or not. */
export const event = defineEvent({
  name: 'Shutdown',
  module: 'manager',
  synopsis: 'The instance ends, with calls that are cut off or without, and starts again or not.',
  fields: 'Shutdown Restart',
  topic: modulesEnding,
  class: 'system',
  headers: ({ clean, restart }) => [
    ['Shutdown', clean ? 'Cleanly' : 'Uncleanly'],
    ['Restart', restart ? 'True' : 'False'],
  ],
});
