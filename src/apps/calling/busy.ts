import { end } from '../../channel/call.ts';
import { refuseCall } from '../../channel/prompt/refuse.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Tells the caller that the far end is busy. */
export const application = defineApplication({
  name: 'Busy',
  module: 'pbx_builtins',
  synopsis: 'Tells the caller that the far end is busy',
  description: [
    'A call that is not up is refused with the cause 17; one that is up hears the tone. Then the call ends: when the caller hangs up, or after the time given.',
  ],
  arguments: { timeout: text('seconds after which the call ends') },
  examples: ['same => n,Busy()', 'same => n,Busy(10)'],
  async run(call, { timeout }) {
    const seconds = Number.parseFloat(timeout);
    const tones = call.has(tonesPort) ? call.use(tonesPort) : undefined;
    await refuseCall(call, 'busy', tones, seconds >= 0 ? seconds * 1000 : undefined);
    return end();
  },
});
