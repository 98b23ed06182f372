import { showIndication } from '../../channel/prompt/background-tone.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Tells the caller that the call is on its way. */
export const application = defineApplication({
  name: 'Proceeding',
  module: 'pbx_builtins',
  synopsis: 'Tells the caller that the call is on its way',
  arguments: {},
  examples: ['same => n,Proceeding()'],
  run(call) {
    showIndication(call.channel, 'proceeding', call.has(tonesPort) ? call.use(tonesPort) : undefined);
    return undefined;
  },
});
