import { digitHeard } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A digit is over. */
export const event = defineEvent({
  name: 'DTMFEnd',
  module: 'manager',
  topic: digitHeard,
  class: 'dtmf',
  headers: ({ channel, digit }, writer) =>
    digit.phase === 'end'
      ? [
          ...writer.channel(channel),
          ['Digit', digit.digit],
          ['DurationMs', String(Math.round(digit.durationMs))],
          ['Direction', 'Received'],
        ]
      : undefined,
});
