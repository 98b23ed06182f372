import { hangupHandlerChanged } from '../../../channel/hangup-handlers.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A subroutine for the end of a channel has been put on a channel. */
export const event = defineEvent({
  name: 'HangupHandlerPush',
  module: 'manager',
  synopsis: 'A subroutine for the end of a channel has been put on a channel.',
  fields: '{channel} Handler',
  topic: hangupHandlerChanged,
  class: 'dialplan',
  headers: ({ channel, change, handler }, writer) =>
    change === 'push' ? [writer.channel(channel), ['Handler', handler]] : undefined,
});
