import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** What the argument of another step evaluates to. */
export const dialplanFunction = defineFunction({
  name: 'EVAL_EXTEN',
  module: 'func_evalexten',
  synopsis: 'What the argument of another step of the dialplan evaluates to',
  description: [
    'For tables and small functions of one’s own: the step is usually a Return(). It is not run; its argument is evaluated as if the call were there.',
  ],
  arguments: { place: rest('[[context,]extension,]priority') },
  examples: ['same => n,NoOp(${EVAL_EXTEN(call-types,${EXTEN},1)})'],
  seeAlso: ['EVAL'],
  read(context, { place }) {
    if (place === '') {
      context.warn('The EVAL_EXTEN function requires an extension');
      return '';
    }
    const { call } = context;
    if (!call) return '';
    const dialplan = context.use(dialplanPort);
    const { position, parties } = call.channel;
    const { context: name, exten, priority } = position;
    const caller = parties.caller.number;
    const before = { context: name, exten, priority };
    const target = dialplan.resolve(splitArguments(place), before, caller);
    if (typeof target === 'string') {
      context.warn(target);
      return '';
    }
    const step = dialplan.stepAt(target, caller);
    if (!step) return '';
    position.moveTo(target);
    const value = dialplan.substitute(context, step.argumentText);
    if (typeof value !== 'string') return value.finally(() => position.moveTo(before));
    position.moveTo(before);
    return value;
  },
});
