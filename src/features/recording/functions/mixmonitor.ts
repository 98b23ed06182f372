import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { findMixMonitor } from '../mix-monitor.ts';

/** What is known of a recording by MixMonitor. */
export const dialplanFunction = defineFunction({
  name: 'MIXMONITOR',
  module: 'app_mixmonitor',
  synopsis: 'What is known of a recording that MixMonitor() began',
  arguments: {
    id: text('what option i of MixMonitor() gave', { required: true }),
    key: text('filename', { required: true }),
  },
  examples: ['same => n,NoOp(${MIXMONITOR(${ID},filename)})'],
  seeAlso: ['MixMonitor'],
  read(context, { id, key }) {
    const monitor = context.call && findMixMonitor(context.call.channel, id);
    if (!monitor) {
      context.warn(`Could not find MixMonitor with ID ${id}`);
      return '';
    }
    if (key.toLowerCase() === 'filename') return monitor.settings.mixed?.name ?? '';
    context.warn(`Unrecognized MixMonitor option ${key}`);
    return '';
  },
});
