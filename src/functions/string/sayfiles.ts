import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { digitPrompts, letterPrompts, phoneticPrompts } from '../../say/characters.ts';
import { moneyPrompts, numberPrompts, ordinalPrompts } from '../../say/number.ts';

/** The prompts of each kind; undefined for a text that is none of it. */
const KINDS: Readonly<Record<string, (value: string) => readonly string[] | undefined>> = {
  alpha: (value) => letterPrompts(value),
  digits: digitPrompts,
  money: moneyPrompts,
  number: (value) => (WHOLE.test(value) ? numberPrompts(Number.parseInt(value, 10)) : undefined),
  ordinal: (value) => (WHOLE.test(value) ? ordinalPrompts(Number.parseInt(value, 10)) : undefined),
  phonetic: phoneticPrompts,
};
const WHOLE = /^\s*[+-]?\d/;

/** The prompts that say a text. */
export const dialplanFunction = defineFunction({
  name: 'SAYFILES',
  module: 'func_sayfiles',
  synopsis: 'The prompts that say a text, joined by &',
  description: [
    'The type is alpha unless digits, money, number, ordinal or phonetic is given. For Playback() and Read().',
    'Deviation: the sum is rounded to cents, and one dollar is letters/dollar with and without cents; Asterisk 16 loses a cent of some sums, names a prompt that no set of sounds has, and begins with & where the first character is no digit.',
  ],
  arguments: { arguments: rest('value[,type]') },
  examples: ['same => n,Playback(${SAYFILES(123,number)})'],
  seeAlso: ['Playback'],
  read(context, { arguments: text }) {
    const [value = '', type = ''] = splitArguments(text, { limit: 2 });
    const name = type === '' ? 'alpha' : type.toLowerCase();
    if (text === '') {
      context.warn('Argument required for SAYFILES');
      return '';
    }
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) {
      context.warn(`Invalid say type specified: ${type}`);
      return '';
    }
    const prompts = kind(value);
    if (!prompts) context.warn(`Invalid numeric argument: ${value}`);
    return (prompts ?? []).join('&');
  },
});
