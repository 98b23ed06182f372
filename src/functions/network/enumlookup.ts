import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { addressesOf, lookUpNumber, NUMBERS_ZONE, type NumberKind } from '../_lib/enum.ts';

const KINDS: Readonly<Record<string, NumberKind>> = { d: 'direct', s: 'subscriber', i: 'infrastructure' };

/** Where a number is reached, by the domain name system. */
export const dialplanFunction = defineFunction({
  name: 'ENUMLOOKUP',
  module: 'func_enum',
  synopsis: 'Where a number is reached, by the domain name system (ENUM)',
  description: [
    'The method is sip, tel, ALL or another one, sip unless given; of its addresses the first, or the one whose number is given.',
    'Options: c counts them instead, -1 where the question failed; u keeps the scheme; d looks the number up as it stands, s as an ITAD subscriber number (subscriber*ITAD), i in the tree of carriers. The zone is e164.arpa unless given.',
  ],
  arguments: { arguments: rest('number[,method-type[,options[,record#[,zone-suffix]]]]') },
  examples: ['same => n,Set(where=${ENUMLOOKUP(+4312345,sip)})'],
  seeAlso: ['ENUMQUERY', 'TXTCIDNAME'],
  async read(context, { arguments: text }) {
    const [number = '', method = '', options = '', which = '', zone = ''] = splitArguments(text);
    if (number === '') {
      context.warn('Syntax: ENUMLOOKUP(number[,Method-type[,options[,record#[,zone-suffix]]]])');
      return '';
    }
    const kind = [...options].map((letter) => KINDS[letter]).find((one) => one !== undefined) ?? 'number';
    const records = await lookUpNumber(context, number, zone || NUMBERS_ZONE, kind);
    if (options.includes('c')) {
      const count = records && addressesOf(records, method || 'sip', true).length;
      return String(count === undefined || (count === 0 && method.toUpperCase() === 'ALL') ? -1 : count);
    }
    return (
      addressesOf(records ?? [], method || 'sip', options.includes('u'))[(Number.parseInt(which, 10) || 1) - 1] ?? ''
    );
  },
});
