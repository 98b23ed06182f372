import { localBridged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** The halves of a Local pair have been joined. */
export const event = defineEvent({
  name: 'LocalBridge',
  module: 'manager',
  synopsis: 'The halves of a Local pair have been joined.',
  fields: '{channel:LocalOne} {channel:LocalTwo} Context Exten LocalOptimization',
  topic: localBridged,
  class: 'call',
  headers: ({ first, second, context, exten, optimizable }, writer) => [
    writer.channel(first, 'LocalOne'),
    writer.channel(second, 'LocalTwo'),
    ['Context', context],
    ['Exten', exten],
    ['LocalOptimization', optimizable ? 'Yes' : 'No'],
  ],
});
