import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { enterLoop } from './_lib/while.ts';

/** Begins a loop. */
export const application = defineApplication({
  name: 'While',
  module: 'app_while',
  synopsis: 'Begins a loop that lasts while a condition holds',
  arguments: { condition: rest('the condition, evaluated anew for each turn') },
  examples: ['same => n,While($[${i} < 10])'],
  seeAlso: ['EndWhile', 'ExitWhile', 'ContinueWhile'],
  run: (call, { condition }) => enterLoop(call, isTrue(condition)),
});
