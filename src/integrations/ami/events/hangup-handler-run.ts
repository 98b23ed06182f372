import { hangupHandlerChanged } from '../../../channel/hangup-handlers.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A subroutine for the end of a channel is about to run. */
export const event = defineEvent({
  name: 'HangupHandlerRun',
  module: 'manager',
  synopsis: 'A subroutine for the end of a channel is about to run.',
  fields: '{channel} Handler',
  topic: hangupHandlerChanged,
  class: 'dialplan',
  headers: ({ channel, change, handler }, writer) =>
    change === 'run' ? [writer.channel(channel), ['Handler', handler]] : undefined,
});
