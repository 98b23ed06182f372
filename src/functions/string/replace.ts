import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { decodeChars, delimiterOf } from '../_lib/encoded-char.ts';

/** The value of a variable with certain characters replaced by another. */
export const dialplanFunction = defineFunction({
  name: 'REPLACE',
  module: 'func_strings',
  synopsis: 'The value of a variable with certain characters replaced by another',
  description: ['The first argument is the NAME of a variable. Without a replacement the characters are removed.'],
  arguments: { arguments: rest('variable,characters[,replacement]') },
  seeAlso: ['STRREPLACE'],
  read(context, { arguments: text }) {
    const [name = '', characters, replacement = ''] = splitArguments(text, { limit: 3 });
    if (characters === undefined) {
      context.log.error('Usage: REPLACE(<varname>,<search-chars>[,<replace-char>])');
      return '';
    }
    if (name === '' || characters === '') {
      context.log.error('The characters to search for and the variable name must not be empty.');
      return '';
    }
    const wanted = decodeChars(characters);
    const instead = delimiterOf(replacement, '');
    let result = '';
    for (const char of context.get(name) ?? '') result += wanted.includes(char) ? instead : char;
    return result;
  },
});
