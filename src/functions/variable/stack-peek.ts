import { subroutineStackKey } from '../../channel/subroutine.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** Where a subroutine was called from. */
export const dialplanFunction = defineFunction({
  name: 'STACK_PEEK',
  module: 'app_stack',
  synopsis: 'Where a subroutine was called from',
  description: ['c is the context, e the extension, p the priority, l all three joined by commas.'],
  arguments: { arguments: rest('how many,c|e|l|p[,quiet]') },
  read(context, { arguments: text }) {
    const [count = '', what, quiet = ''] = splitArguments(text);
    if (what === undefined) {
      context.log.error('STACK_PEEK requires how many subroutines to go back and what to tell: c, e, l or p');
      return '';
    }
    const level = Number.parseInt(count, 10) || 0;
    const stack = context.call?.channel.attachments.get(subroutineStackKey);
    const from = stack?.[stack.length - level]?.returnTo;
    if (!stack) context.log.error('STACK_PEEK called on a channel without a gosub stack');
    else if (level < 1) context.log.error('STACK_PEEK must be called with a positive peek value');
    else if (from) {
      const priority = from.priority - 1;
      if (what === 'c') return from.context;
      if (what === 'e') return from.exten;
      if (what === 'p') return String(priority);
      if (what === 'l') return `${from.context},${from.exten},${priority}`;
      context.log.error(`Unknown argument '${what}' to STACK_PEEK`);
    } else if (quiet === '') context.log.error(`Stack peek of '${count}' is more stack frames than I have`);
    return '';
  },
});
