import { defineApplication } from '../../extend/define-application.ts';
import { continueLoop } from './_lib/while.ts';

/** Goes back to the While for the next turn. */
export const application = defineApplication({
  name: 'ContinueWhile',
  module: 'app_while',
  synopsis: 'Goes back to the While for the next turn',
  arguments: {},
  seeAlso: ['While'],
  run: (call) => continueLoop(call),
});
