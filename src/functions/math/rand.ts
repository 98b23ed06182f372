import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { leadingInt } from '../_lib/c-number.ts';

const LARGEST = 2147483647;

/** A random number. */
export const dialplanFunction = defineFunction({
  name: 'RAND',
  module: 'func_rand',
  synopsis: 'A random number',
  description: [
    'A whole number from the least to the most, both included. The least is 0 and the most 2147483647 where they are left out or no numbers.',
  ],
  arguments: { arguments: rest('[least[,most]]') },
  examples: ['same => n,Wait(${RAND(1,5)})'],
  read(_context, { arguments: text }) {
    const [least = '', most = ''] = splitArguments(text);
    const from = leadingInt(least) ?? 0;
    const to = leadingInt(most) ?? LARGEST;
    const low = Math.min(from, to);
    return String(low + Math.floor(Math.random() * (Math.max(from, to) - low + 1)));
  },
});
