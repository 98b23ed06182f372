import { rest } from '../../extend/argument.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { enterIf } from './_lib/if.ts';

/** Begins a block that runs if a condition holds. */
export const application = defineApplication({
  name: 'If',
  module: 'app_if',
  synopsis: 'Begins a block that runs if a condition holds',
  description: [
    'The block ends at the next ElseIf, Else or EndIf of the same extension; blocks may lie in one another.',
    'In the module app_if of Asterisk 20 and later.',
  ],
  arguments: { condition: rest('the condition', { required: true }) },
  examples: ['same => n,If($["${CALLERID(num)}" = "911"])', 'same => n,EndIf()'],
  seeAlso: ['ElseIf', 'Else', 'EndIf', 'ExitIf'],
  run: (call, { condition }) => enterIf(call, isTrue(condition)),
});
