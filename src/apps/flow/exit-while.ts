import { defineApplication } from '../../extend/define-application.ts';
import { exitLoop } from './_lib/while.ts';

/** Leaves a loop early. */
export const application = defineApplication({
  name: 'ExitWhile',
  module: 'app_while',
  synopsis: 'Leaves a loop early',
  arguments: {},
  seeAlso: ['While'],
  run: (call) => exitLoop(call),
});
