import { defineEvent } from '../../../extend/define-event.ts';
import { mixMonitorStarted } from '../topics.ts';

/** A channel is being recorded by MixMonitor. */
export const event = defineEvent({
  name: 'MixMonitorStart',
  module: 'app_mixmonitor',
  synopsis: 'A channel is being recorded by MixMonitor.',
  fields: '{channel}',
  topic: mixMonitorStarted,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
