import { showIndication } from '../../channel/prompt/background-tone.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Tells the caller that the call rings. */
export const application = defineApplication({
  name: 'Ringing',
  module: 'pbx_builtins',
  synopsis: 'Tells the caller that the call rings',
  arguments: {},
  examples: ['same => n,Ringing()'],
  run(call) {
    showIndication(call.channel, 'ringing', call.has(tonesPort) ? call.use(tonesPort) : undefined);
    return undefined;
  },
});
