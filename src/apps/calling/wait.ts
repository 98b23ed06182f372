import { afterwards } from '../../base/afterwards.ts';
import { end } from '../../channel/call.ts';
import type { ChannelListener } from '../../channel/channel-listener.ts';
import { secondsAsMs } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Waits. */
export const application = defineApplication({
  name: 'Wait',
  module: 'pbx_builtins',
  synopsis: 'Waits for some time',
  description: ['Digits that are pressed meanwhile are lost.'],
  arguments: { time: secondsAsMs('seconds, with fractions; or with a unit: 500ms, 2m, 1h') },
  examples: ['same => n,Wait(1.5)', 'same => n,Wait(500ms)'],
  seeAlso: ['WaitExten', 'WaitDigit'],
  run(call, { time }) {
    if (time === undefined || time <= 0) return undefined;
    // Once the call is over (in the h extension) there is nothing to wait for.
    if (call.channel.hungUp) return end();
    const { channel } = call;
    const deaf = new Deaf();
    channel.addListener(deaf);
    return afterwards(call.sleep(time), () => channel.removeListener(deaf));
  },
});

/** Hears digits, so that they are not kept for what comes after. */
class Deaf implements ChannelListener {
  onDigit(): void {}
}
