import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { type Json, JsonNumber, readJson, writeJson } from '../_lib/json-text.ts';

/** A value out of a JSON text. */
export const dialplanFunction = defineFunction({
  name: 'JSON_DECODE',
  module: 'func_json',
  synopsis: 'A value out of the JSON text in a variable',
  description: [
    'The item is a key, or keys and indexes of arrays (from 0) parted by the separator, a full stop unless given. Without a separator, a key that itself has full stops is found first.',
    'Objects and arrays are given as JSON; true and false are 1 and 0, null is empty. With the option c, how many items an array or object has.',
    'Deviation: Asterisk 16 gives (null) for what is neither text, whole number, object nor array, and knows neither separator nor options; those are of later releases, as are all digits of whole numbers that 32 bits do not hold.',
  ],
  arguments: { arguments: rest('varname,item[,separator[,options]]') },
  examples: ['same => n,Set(city=${JSON_DECODE(answer,address.city)})'],
  seeAlso: ['CURL'],
  read(context, { arguments: text }) {
    const [name = '', item = '', separator = '', options = ''] = splitArguments(text);
    if (name === '') {
      context.warn('JSON_DECODE requires a variable name');
      return '';
    }
    if (item === '') {
      context.warn('JSON_DECODE requires a key');
      return '';
    }
    const source = context.get(name) ?? '';
    if (source === '') return '';
    try {
      const parsed = readJson(source);
      const found =
        separator === ''
          ? (childOf(parsed, item) ?? descend(parsed, item.split('.')))
          : descend(parsed, item.split(separator.charAt(0)));
      return options.includes('c') ? countOf(found) : textOf(found);
    } catch {
      context.warn(`Failed to parse as JSON: ${source}`);
      return '';
    }
  },
});

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value[Number(key)] as Json | undefined) : undefined;
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber || !Object.hasOwn(value, key))
    return undefined;
  return (value as { readonly [key: string]: Json })[key];
}

function descend(from: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = from;
  for (const key of path) at = childOf(at, key);
  return at;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof JsonNumber) return String(value.value);
  return typeof value === 'string' ? value : writeJson(value);
}

function countOf(value: Json | undefined): string {
  if (Array.isArray(value)) return String(value.length);
  return typeof value === 'object' && value !== null && !(value instanceof JsonNumber)
    ? String(Object.keys(value).length)
    : '';
}
