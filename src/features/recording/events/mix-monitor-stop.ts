import { defineEvent } from '../../../extend/define-event.ts';
import { mixMonitorStopped } from '../topics.ts';

/** A recording by MixMonitor has been ended. */
export const event = defineEvent({
  name: 'MixMonitorStop',
  module: 'app_mixmonitor',
  synopsis: 'A recording by MixMonitor has been ended.',
  fields: '{channel}',
  topic: mixMonitorStopped,
  class: 'call',
  headers: (channel, writer) => [writer.channel(channel)],
});
