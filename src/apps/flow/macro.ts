import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runMacro } from './_lib/macro.ts';

/** Runs a macro. */
export const application = defineApplication({
  name: 'Macro',
  module: 'app_macro',
  synopsis: 'Runs the context macro-NAME with arguments, and comes back',
  description: [
    'In the macro ARG1, ARG2 … hold the arguments, MACRO_EXTEN, MACRO_CONTEXT and MACRO_PRIORITY where it was called from.',
  ],
  arguments: { call: rest('name[,arg1[,arg2…]]', { required: true }) },
  withoutArgument: 'end',
  examples: ['exten => 555,1,Macro(DialVM,${EXTEN},30)'],
  seeAlso: ['Gosub'],
  run(call, { call: text }) {
    const [name = '', ...args] = text.split(',');
    return runMacro(call, name.trim(), args);
  },
});
