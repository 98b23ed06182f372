import { showIndication } from '../../channel/prompt/background-tone.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Tells the caller that there is sound before the answer. */
export const application = defineApplication({
  name: 'Progress',
  module: 'pbx_builtins',
  synopsis: 'Tells the caller that there is sound before the answer',
  arguments: {},
  examples: ['same => n,Progress()'],
  run(call) {
    showIndication(call.channel, 'progress', call.has(tonesPort) ? call.use(tonesPort) : undefined);
    return undefined;
  },
});
