import { digitPassed } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A digit begins. */
export const event = defineEvent({
  name: 'DTMFBegin',
  module: 'manager',
  synopsis: 'A digit begins.',
  fields: '{channel} Digit Direction',
  topic: digitPassed,
  class: 'dtmf',
  headers: ({ channel, digit, direction }, writer) =>
    digit.phase === 'begin' ? [writer.channel(channel), ['Digit', digit.digit], ['Direction', direction]] : undefined,
});
