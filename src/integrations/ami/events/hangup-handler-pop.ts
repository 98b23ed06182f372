import { hangupHandlerChanged } from '../../../channel/hangup-handlers.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A subroutine for the end of a channel has been taken off a channel. */
export const event = defineEvent({
  name: 'HangupHandlerPop',
  module: 'manager',
  synopsis: 'A subroutine for the end of a channel has been taken off a channel.',
  fields: '{channel} Handler',
  topic: hangupHandlerChanged,
  class: 'dialplan',
  headers: ({ channel, change, handler }, writer) =>
    change === 'pop' ? [writer.channel(channel), ['Handler', handler]] : undefined,
});
