import { subroutineStackKey } from '../../channel/subroutine.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The value that a local variable had before one or more subroutines. */
export const dialplanFunction = defineFunction({
  name: 'LOCAL_PEEK',
  module: 'app_stack',
  synopsis: 'The value that a local variable had before one or more subroutines',
  description: ['0 is the current value, 1 that before the innermost subroutine, and so on.'],
  arguments: { arguments: rest('how many,name') },
  read(context, { arguments: text }) {
    const [count = '', name] = splitArguments(text, { limit: 2 });
    if (name === undefined) {
      context.log.error('LOCAL_PEEK requires how many subroutines to go back and the name of a variable');
      return '';
    }
    const channel = context.call?.channel;
    const stack = channel?.attachments.get(subroutineStackKey) ?? [];
    let value = context.get(name);
    for (let level = 1; level <= Number.parseInt(count, 10) && level <= stack.length; level++) {
      const frame = stack[stack.length - level];
      if (frame?.locals.has(name)) value = frame.locals.get(name);
    }
    return value ?? '';
  },
});
