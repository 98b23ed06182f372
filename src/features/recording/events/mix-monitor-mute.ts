import { defineEvent } from '../../../extend/define-event.ts';
import { mixMonitorMuted } from '../topics.ts';

/** A side of a recording by MixMonitor has been muted, or is heard again. */
export const event = defineEvent({
  name: 'MixMonitorMute',
  module: 'app_mixmonitor',
  synopsis: 'A side of a recording by MixMonitor has been muted, or is heard again.',
  fields: '{channel} Direction State',
  topic: mixMonitorMuted,
  class: 'call',
  headers: ({ channel, direction, muted }, writer) => [
    writer.channel(channel),
    ['Direction', direction],
    ['State', muted ? '1' : '0'],
  ],
});
