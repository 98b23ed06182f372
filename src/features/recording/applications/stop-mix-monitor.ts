import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { findMixMonitor } from '../mix-monitor.ts';

/** Ends a recording by MixMonitor. */
export const application = defineApplication({
  name: 'StopMixMonitor',
  module: 'app_mixmonitor',
  synopsis: 'Ends a recording that MixMonitor() began on this channel: the newest, or the one of that id',
  arguments: { id: text('what option i of MixMonitor() gave') },
  examples: ['same => n,StopMixMonitor()'],
  seeAlso: ['MixMonitor'],
  run(call, { id }) {
    findMixMonitor(call.channel, id)?.stop();
    return undefined;
  },
});
