import { defineEvent } from '../../../extend/define-event.ts';
import { monitorStarted } from '../topics.ts';

/** A channel is being recorded by Monitor. */
export const event = defineEvent({
  name: 'MonitorStart',
  module: 'res_monitor',
  synopsis: 'A channel is being recorded by Monitor.',
  fields: '{channel}',
  topic: monitorStarted,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
