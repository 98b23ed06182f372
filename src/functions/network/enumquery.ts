import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { addressesOf, lookUpNumber, NUMBERS_ZONE } from '../_lib/enum.ts';
import { enumResultsOf } from '../_lib/enum-results.ts';

/** Looks a number up, for ENUMRESULT. */
export const dialplanFunction = defineFunction({
  name: 'ENUMQUERY',
  module: 'func_enum',
  synopsis: 'Looks a number up in the domain name system (ENUM), for ENUMRESULT()',
  description: ['Gives the number of the query. The method is sip and the zone e164.arpa unless given.'],
  arguments: { arguments: rest('number[,method-type[,zone-suffix]]') },
  examples: ['same => n,Set(query=${ENUMQUERY(+4312345)})', 'same => n,NoOp(${ENUMRESULT(${query},1)})'],
  seeAlso: ['ENUMRESULT', 'ENUMLOOKUP'],
  async read(context, { arguments: text }) {
    const [number = '', method = '', zone = ''] = splitArguments(text);
    if (number === '') {
      context.warn('ENUMQUERY requires at least a number as an argument...');
      return '';
    }
    if (!context.call) return '';
    const results = enumResultsOf(context.call.channel);
    const records = await lookUpNumber(context, number, zone || NUMBERS_ZONE, 'number');
    results.push(records && addressesOf(records, method || 'sip', false));
    return String(results.length - 1);
  },
});
