import { end } from '../../channel/call.ts';
import { refuseCall } from '../../channel/prompt/refuse.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Tells the caller that the far end is congested. */
export const application = defineApplication({
  name: 'Congestion',
  module: 'pbx_builtins',
  synopsis: 'Tells the caller that the far end is congested',
  description: [
    'A call that is not up is refused with the cause 34; one that is up hears the tone. Then the call ends: when the caller hangs up, or after the time given.',
  ],
  arguments: { timeout: text('seconds after which the call ends') },
  examples: ['same => n,Congestion()', 'same => n,Congestion(10)'],
  async run(call, { timeout }) {
    const seconds = Number.parseFloat(timeout);
    const tones = call.has(tonesPort) ? call.use(tonesPort) : undefined;
    await refuseCall(call, 'congestion', tones, seconds >= 0 ? seconds * 1000 : undefined);
    return end();
  },
});
