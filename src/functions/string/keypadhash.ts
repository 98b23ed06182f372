import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A text as one dials it on a telephone keypad. */
export const dialplanFunction = defineFunction({
  name: 'KEYPADHASH',
  module: 'func_strings',
  synopsis: 'A text as one dials it on a telephone keypad',
  arguments: { string: rest('the text') },
  read(_context, { string }) {
    let digits = '';
    for (const char of string.toUpperCase()) {
      if (/[0-9]/.test(char)) digits += char;
      else if (/[A-Z]/.test(char)) digits += '22233344455566677778889999'.charAt(char.charCodeAt(0) - 65);
    }
    return digits;
  },
});
