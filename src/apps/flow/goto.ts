import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { goToText } from './_lib/targets.ts';

/** Goes elsewhere in the dialplan. */
export const application = defineApplication({
  name: 'Goto',
  module: 'pbx_builtins',
  synopsis: 'Goes to another place in the dialplan',
  description: [
    'The priority is a number, a label, or a step like +2 or -1. A place that does not exist ends the call or leads to `i`.',
  ],
  arguments: { target: rest('[[context,]extension,]priority', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,Goto(again)', 'same => n,Goto(office,100,1)'],
  run: (call, { target }) => goToText(call, target),
});
