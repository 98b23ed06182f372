import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { leadingNumber } from '../_lib/c-number.ts';

/** Keys sorted by their numbers. */
export const dialplanFunction = defineFunction({
  name: 'SORT',
  module: 'func_cut',
  synopsis: 'Keys sorted by their numbers',
  arguments: { arguments: rest('key:number[,key:number…]') },
  read(_context, { arguments: text }) {
    const pairs = splitArguments(text).flatMap((pair) => {
      const colon = pair.indexOf(':');
      return colon < 0 ? [] : [{ key: pair.slice(0, colon), value: leadingNumber(pair.slice(colon + 1)) || 0 }];
    });
    return pairs
      .sort((a, b) => a.value - b.value)
      .map(({ key }) => key)
      .join(',');
  },
});
