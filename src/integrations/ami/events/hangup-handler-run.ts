import { hangupHandlerChanged } from '../../../channel/hangup-handlers.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A subroutine for the end of a channel is about to run. */
export const event = defineEvent({
  name: 'HangupHandlerRun',
  module: 'manager',
  topic: hangupHandlerChanged,
  class: 'dialplan',
  headers: ({ channel, change, handler }, writer) =>
    change === 'run' ? [writer.channel(channel), ['Handler', handler]] : undefined,
});
