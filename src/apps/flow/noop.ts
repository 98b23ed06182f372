import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Does nothing. */
export const application = defineApplication({
  name: 'NoOp',
  module: 'pbx_builtins',
  synopsis: 'Does nothing; its text shows in the trace of the call',
  arguments: { text: rest('any text') },
  examples: ['same => n,NoOp(The caller is ${CALLERID(all)})'],
  run: () => undefined,
});
