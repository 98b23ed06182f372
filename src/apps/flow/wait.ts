import { end } from '../../channel/call.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { parseSpanMs } from './_lib/span.ts';

/** Waits. */
export const application = defineApplication({
  name: 'Wait',
  module: 'pbx_builtins',
  synopsis: 'Waits so many seconds',
  description: [
    'Fractions may be given; a suffix ms, s, m or h says another unit. Nothing and less than nothing do not wait.',
  ],
  arguments: { seconds: text('how long') },
  examples: ['same => n,Wait(1)', 'same => n,Wait(0.5)'],
  run(call, { seconds }) {
    const waitMs = parseSpanMs(seconds);
    if (waitMs <= 0) return undefined;
    // Once the call is over (in the h extension) there is nothing to wait for.
    if (call.channel.hungUp) return end();
    return call.clock.sleep(waitMs, call.signal).then(() => undefined);
  },
});
