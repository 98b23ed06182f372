import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The value of a variable with one text replaced by another. */
export const dialplanFunction = defineFunction({
  name: 'STRREPLACE',
  module: 'func_strings',
  synopsis: 'The value of a variable with one text replaced by another',
  description: ['The first argument is the NAME of a variable. Without `most`, or with 0, all are replaced.'],
  arguments: { arguments: rest('variable,find[,replacement[,most]]') },
  seeAlso: ['REPLACE'],
  read(context, { arguments: text }) {
    const [name = '', find = '', replacement = '', most = ''] = splitArguments(text, { limit: 4 });
    if (find === '') {
      context.log.error('No <find-string> specified');
      return '';
    }
    const limit = Number.parseInt(most, 10);
    const pieces = (context.get(name) ?? '').split(find);
    if (!(limit > 0)) return pieces.join(replacement);
    return [...pieces.slice(0, limit), pieces.slice(limit).join(find)].slice(0, pieces.length).join(replacement);
  },
});
