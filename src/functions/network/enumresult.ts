import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { enumResultsOf } from '../_lib/enum-results.ts';

/** What an ENUMQUERY has found. */
export const dialplanFunction = defineFunction({
  name: 'ENUMRESULT',
  module: 'func_enum',
  synopsis: 'An address that ENUMQUERY() has found',
  description: ['Counted from 1; getnum gives how many there are, -1 where there are none.'],
  arguments: { arguments: rest('id,resultnum') },
  seeAlso: ['ENUMQUERY'],
  read(context, { arguments: text }) {
    const [id = '', which = ''] = splitArguments(text);
    if (text === '') {
      context.warn('ENUMRESULT requires two arguments (id and resultnum)');
      return '';
    }
    if (id === '' || which === '') {
      context.log.error(`A ${id === '' ? 'query id' : 'result number'} must be given to ENUMRESULT!`);
      return '';
    }
    const results = context.call ? enumResultsOf(context.call.channel) : [];
    if (!/^\d+$/.test(id) || Number(id) >= results.length) {
      context.warn('No ENUM results found for query id!');
      return '';
    }
    const found = results[Number(id)] ?? [];
    if (which.toLowerCase() === 'getnum') return String(found.length === 0 ? -1 : found.length);
    const address = found[Number.parseInt(which, 10) - 1];
    if (address === undefined && found.length > 0)
      context.warn(`Result number ${which} is not valid for DNS query results for ID ${id}!`);
    return address ?? '';
  },
});
