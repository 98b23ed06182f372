import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { parseTimeSpec, timeSpecMatches } from '../../extend/time-spec.ts';
import { splitBranches } from '../_lib/branches.ts';

/** One of two texts, by the time. */
export const dialplanFunction = defineFunction({
  name: 'IFTIME',
  module: 'func_logic',
  synopsis: 'One of two texts, by the time',
  arguments: { branches: rest('times,weekdays,mdays,months[,timezone]?[true][:false]') },
  examples: ['same => n,Set(greeting=${IFTIME(6:00-11:59,*,*,*?morning:day)})'],
  seeAlso: ['IF'],
  read(context, { branches }) {
    const question = branches.indexOf('?');
    const { yes, no } = splitBranches(question < 0 ? '' : `1${branches.slice(question)}`);
    if (branches.slice(0, Math.max(question, 0)).trim() === '') {
      context.warn('Syntax IFTIME(<timespec>?[<true>][:<false>])');
      return '';
    }
    const spec = parseTimeSpec(branches.slice(0, question).trim());
    for (const fault of spec.faults) context.warn(fault.message);
    return (timeSpecMatches(spec, context.clock.now()) ? yes : no) ?? '';
  },
});
