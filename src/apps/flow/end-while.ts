import { defineApplication } from '../../extend/define-application.ts';
import { repeatLoop } from './_lib/while.ts';

/** Ends a loop: goes back to its While. */
export const application = defineApplication({
  name: 'EndWhile',
  module: 'app_while',
  synopsis: 'Ends a loop: goes back to its While',
  arguments: {},
  seeAlso: ['While'],
  run: (call) => repeatLoop(call),
});
