import { digitHeard } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A digit begins. */
export const event = defineEvent({
  name: 'DTMFBegin',
  module: 'manager',
  topic: digitHeard,
  class: 'dtmf',
  headers: ({ channel, digit }, writer) =>
    digit.phase === 'begin'
      ? [...writer.channel(channel), ['Digit', digit.digit], ['Direction', 'Received']]
      : undefined,
});
