import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { resolverPort } from '../../pbx/ports/resolver.ts';
import { enumName, NUMBERS_ZONE, unlessEnded } from '../_lib/enum.ts';

/** The name of a caller, by the domain name system. */
export const dialplanFunction = defineFunction({
  name: 'TXTCIDNAME',
  module: 'func_enum',
  synopsis: 'The name of whoever has a number, by the domain name system',
  description: ['The text record of the number in the zone, e164.arpa unless given.'],
  arguments: { arguments: rest('number[,zone-suffix]') },
  examples: ['same => n,Set(CALLERID(name)=${TXTCIDNAME(${CALLERID(num)},names.example.com)})'],
  seeAlso: ['ENUMLOOKUP'],
  async read(context, { arguments: text }) {
    const [number = '', zone = ''] = splitArguments(text);
    if (number === '') {
      context.warn('Syntax: TXTCIDNAME(number[,zone-suffix])');
      return '';
    }
    const name = enumName(number, zone || NUMBERS_ZONE, 'number');
    const result = await unlessEnded(context, context.use(resolverPort).texts(name));
    return (result.ok && result.records[0]) || '';
  },
});
