import { keysOf, setEntry, variableOf } from '../../channel/hash.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A value of an associative array. */
export const dialplanFunction = defineFunction({
  name: 'HASH',
  module: 'func_strings',
  synopsis: 'A value of an associative array',
  description: ['Without a key, all values, the newest first.'],
  arguments: { arguments: rest('hash[,key]') },
  examples: ['same => n,Set(HASH(box,name)=Ann)'],
  seeAlso: ['HASHKEYS'],
  read(context, { arguments: text }) {
    const [hash = '', key] = splitArguments(text, { limit: 2 });
    if (key !== undefined) return context.get(variableOf(hash, key)) ?? '';
    return keysOf(context, hash)
      .map((one) => context.get(variableOf(hash, one)) ?? '')
      .join(',');
  },
  write(context, { arguments: text }, value) {
    const [hash = '', key] = splitArguments(text, { limit: 2 });
    if (key === undefined) {
      const columns = (context.get('~ODBCFIELDS~') ?? '').split(',');
      const values = splitArguments(value);
      for (const [index, column] of columns.entries())
        if (column !== '') setEntry(context, hash, column, values[index] ?? '');
      return;
    }
    setEntry(context, hash, key, value);
  },
});
