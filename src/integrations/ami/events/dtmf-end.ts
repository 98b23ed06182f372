import { digitPassed } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A digit is over. */
export const event = defineEvent({
  name: 'DTMFEnd',
  module: 'manager',
  synopsis: 'A digit is over.',
  fields: '{channel} Digit DurationMs Direction',
  topic: digitPassed,
  class: 'dtmf',
  headers: ({ channel, digit, direction }, writer) =>
    digit.phase === 'end'
      ? [
          writer.channel(channel),
          ['Digit', digit.digit],
          ['DurationMs', String(Math.round(digit.durationMs))],
          ['Direction', direction],
        ]
      : undefined,
});
