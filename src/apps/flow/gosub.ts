import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { gosub } from './_lib/gosub.ts';

/** Calls a subroutine of the dialplan. */
export const application = defineApplication({
  name: 'Gosub',
  module: 'app_stack',
  synopsis: 'Goes to a subroutine, from which Return comes back',
  description: [
    'In the subroutine ARG1, ARG2 … and ARGC hold the arguments; LOCAL() makes variables that end with it.',
  ],
  arguments: { target: rest('[[context,]extension,]priority[(arg1[,…])]', { required: true }) },
  withoutArgument: 'end',
  results: { GOSUB_RETVAL: 'what the subroutine gave to Return' },
  examples: ['same => n,Gosub(announce,s,1(${EXTEN}))'],
  run: (call, { target }) => gosub(call, target),
});
