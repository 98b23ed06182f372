import { defineEvent } from '../../../extend/define-event.ts';
import { monitorStopped } from '../topics.ts';

/** A channel is recorded by Monitor no more. */
export const event = defineEvent({
  name: 'MonitorStop',
  module: 'res_monitor',
  synopsis: 'A channel is recorded by Monitor no more.',
  fields: '{channel}',
  topic: monitorStopped,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
