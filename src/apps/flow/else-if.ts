import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { enterElse } from './_lib/if.ts';

/** Begins the next branch of an If. */
export const application = defineApplication({
  name: 'ElseIf',
  module: 'app_if',
  synopsis: 'Begins a branch of an If that runs if no other has and a condition holds',
  arguments: { condition: rest('the condition', { required: true }) },
  examples: ['same => n,ElseIf($["${EXTEN}" = "100"])'],
  seeAlso: ['If'],
  run: (call, { condition }) => enterElse(call, 'ElseIf', isTrue(condition)),
});
