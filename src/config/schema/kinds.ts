import type { Ms } from '../../base/duration.ts';
import { nearestName } from '../../base/similar.ts';
import { saysNo, saysYes } from '../../base/switch-word.ts';
import type { ConfigItem } from '../config-file.ts';
import type { ConfigText } from '../text.ts';
import {
  common,
  defineKind,
  type Option,
  type Parsed,
  type Plain,
  readValue,
  repeatedOption,
  singleOption,
  type ValueReader,
  type WithDefault,
} from './option.ts';
import { Secret } from './secret.ts';

/** A switch: yes, true, y, t, 1, on, or their contraries. Deviation: any other word is a fault; Asterisk takes it for no. */
export const boolean = defineKind<boolean>(() => ({
  form: 'yes or no',
  parse(text) {
    if (saysYes(text.text)) return { value: true };
    if (saysNo(text.text)) return { value: false };
    return { help: suggestion(text.text.toLowerCase(), ['yes', 'no', 'true', 'false', 'on', 'off']) };
  },
}));

/** Any text. An empty one counts as set. */
export const text = defineKind<string>(() => ({ form: 'text', parse: (value) => ({ value: value.text }) }));

/** Text that is never printed: its value is a {@link Secret}. */
export const secret = defineKind<Secret>(() => ({
  form: 'a secret',
  secret: true,
  parse: (value) => ({ value: new Secret(value.text) }),
}));

/** The bounds of a number, both inclusive. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number. */
export const integer = defineKind<number, Range>((range) => ({
  form: `a whole number${rangeWords(range)}`,
  parse: (value) => parseNumber(value, /^[+-]?\d+$/, range),
}));

/** A number that may have a fraction. */
export const decimal = defineKind<number, Range>((range) => ({
  form: `a number${rangeWords(range)}`,
  parse: (value) => parseNumber(value, /^[+-]?(\d+(\.\d*)?|\.\d+)$/, range),
}));

const UNIT_MS = { milliseconds: 1, seconds: 1000, minutes: 60_000 } as const;

/** A span of time written as a number of `unit`; the range is in that unit, the value and the default are milliseconds. */
export const duration = defineKind<Ms, Range & { readonly unit: keyof typeof UNIT_MS }>(({ unit, ...range }) => ({
  form: `a number of ${unit}${rangeWords(range)}`,
  parse(value) {
    const parsed = parseNumber(value, /^[+-]?(\d+(\.\d*)?|\.\d+)$/, range);
    return 'value' in parsed ? { value: parsed.value * UNIT_MS[unit] } : parsed;
  },
}));

/** What a {@link choice} may take. */
interface Choices<W extends string> {
  /** The words, compared without regard to case. */
  readonly of: readonly W[];
  /** Other spellings, and the word that each means: `{ xa: 'xaway' }`. */
  readonly spellings?: Readonly<Record<string, W>>;
}

/** One word out of several; its value is the word as declared. */
export function choice<const W extends string>(parts: Choices<W> & WithDefault<NoInfer<W>>): Option<W>;
export function choice<const W extends string>(parts: Choices<W> & Plain): Option<W | undefined>;
export function choice<W extends string>(parts: Choices<W> & Plain & { readonly default?: W }): Option<W | undefined> {
  return singleOption<W | undefined>(choiceReader(parts), parts, parts.default);
}

function choiceReader<W extends string>({ of: words, spellings = {} }: Choices<W>): ValueReader<W> {
  const meanings = new Map<string, W>([
    ...words.map((word) => [word.toLowerCase(), word] as const),
    ...Object.entries(spellings).map(([spelling, word]) => [spelling.toLowerCase(), word] as const),
  ]);
  return {
    form: listWords(words),
    parse(value) {
      const word = meanings.get(value.text.toLowerCase());
      return word === undefined ? { help: suggestion(value.text, meanings.keys()) } : { value: word };
    },
  };
}

/** Words separated by commas, any words, trimmed; empty ones are left out. Set twice, the lists add up. */
export function list(parts: Plain & { readonly separator?: string }): Option<readonly string[]> {
  const { separator = ',' } = parts;
  const reader: ValueReader<readonly string[]> = {
    form: `words separated by '${separator}'`,
    parse: (value) => ({ value: wordsOf(value, separator).map((word) => word.text) }),
  };
  const lines = repeatedOption(reader, parts);
  return { ...lines, default: [], read: (items, report) => lines.read(items, report).flat() };
}

/** Known words separated by commas, each checked; `all` (if given) stands for every one of them. Set twice, the lists add up. */
export function flags<const W extends string>(
  parts: Choices<W> & Plain & { readonly all?: string },
): Option<readonly W[]> {
  const one = choiceReader(parts);
  return {
    ...common({ form: `any of ${listWords(parts.of)}, separated by ','` }, parts),
    default: [],
    single: false,
    read: (items, report) =>
      items.flatMap((item) =>
        wordsOf(item.value, ',').flatMap((word) => {
          if (parts.all !== undefined && word.text.toLowerCase() === parts.all) return [...parts.of];
          const parsed = readValue(one, { ...item, value: word }, report);
          return parsed ? [parsed.value] : [];
        }),
      ),
  };
}

/** A host and, if written, a port. */
export interface HostPort {
  /** A name, an IPv4 address, or an IPv6 address without its brackets. */
  readonly host: string;
  /** 1..65535 */
  readonly port?: number;
}

/** A host name has at most 253 characters; a port comes to it. */
const LONGEST_ADDRESS = 300;

/** `host`, `host:port` or `[ipv6]:port`. A bare IPv6 address is a host. */
export const hostPort = defineKind<HostPort>(() => ({
  form: "'host' or 'host:port'",
  parse(value) {
    if (value.text.length > LONGEST_ADDRESS) return {};
    const match = /^(?:\[([^\]]+)\]|([^:\s]+)|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%\w]*))(?::(\d+))?$/.exec(
      value.text,
    );
    const host = match?.[1] ?? match?.[2] ?? match?.[3];
    if (host === undefined) return {};
    if (match?.[4] === undefined) return { value: { host } };
    const port = Number(match[4]);
    const at = value.part(value.text.length - match[4].length);
    if (port < 1 || port > 65535) return { fault: 'a port is a number from 1 to 65535', at };
    return { value: { host, port } };
  },
}));

/** A `NAME=value` pair. */
export interface NameValue {
  readonly name: string;
  /** As written, blanks after the `=` included. */
  readonly value: string;
}

/** `NAME=value`, such as `setvar = LANG=de`; may be set any number of times. */
export function nameValues(parts: Plain): Option<readonly NameValue[]> {
  return repeatedOption<NameValue>(
    {
      form: "'NAME=value'",
      parse(value): Parsed<NameValue> {
        const equals = value.text.indexOf('=');
        if (equals <= 0) return {};
        return { value: { name: value.text.slice(0, equals).trim(), value: value.text.slice(equals + 1) } };
      },
    },
    parts,
  );
}

/** The same kind of value any number of times: `repeated(text({ doc }))`. Declare it without a default. */
export function repeated<T>(inner: Option<T>): Option<readonly Exclude<T, undefined>[]> {
  return {
    ...inner,
    default: [],
    single: false,
    read: (items, report) =>
      items.flatMap((item) => {
        const value = inner.read([item], report);
        return value === undefined ? [] : [value as Exclude<T, undefined>];
      }),
  };
}

/** A line of an option that is kept as it stands. */
export interface OptionLine {
  /** The option's name, in lower case. */
  readonly name: string;
  readonly value: ConfigText;
}

/** The lines of several options, in the order written: `lines({ names: ['disallow', 'allow'], doc })`. */
export function lines(parts: Plain): Option<readonly OptionLine[]> {
  return {
    ...common({ form: 'text' }, parts),
    default: [],
    single: false,
    read: (items) => items.map(lineOf),
  };
}

/** An option whose name is the user's to choose. */
export interface NamedValue<T> {
  /** The name as written. */
  readonly name: string;
  readonly value: T;
  readonly item: ConfigItem;
}

/**
 * Every option of the section that no other one claims and whose name matches: `anyName(text({ doc }), /^dial/i)`.
 * Several such options in one section are asked in order.
 */
export function anyName<T>(
  inner: Option<T>,
  pattern: RegExp = /^/,
): Option<readonly NamedValue<Exclude<T, undefined>>[]> {
  return {
    ...inner,
    names: [],
    pattern,
    default: [],
    single: false,
    read: (items, report) =>
      items.flatMap((item) => {
        const value = inner.read([item], report);
        return value === undefined ? [] : [{ name: item.name.text, value: value as Exclude<T, undefined>, item }];
      }),
  };
}

function lineOf(item: ConfigItem): OptionLine {
  return { name: item.name.text.toLowerCase(), value: item.value };
}

function wordsOf(value: ConfigText, separator: string): ConfigText[] {
  return value
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word.text !== '');
}

function parseNumber(value: ConfigText, shape: RegExp, { min = -Infinity, max = Infinity }: Range): Parsed<number> {
  const number = shape.test(value.text) ? Number(value.text) : Number.NaN;
  return number >= min && number <= max ? { value: number } : {};
}

function rangeWords({ min, max }: Range): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return `, at least ${min}`;
  return max === undefined ? '' : `, at most ${max}`;
}

function listWords(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function suggestion(word: string, known: Iterable<string>): string | undefined {
  const near = nearestName(word, known);
  return near === undefined ? undefined : `did you mean '${near}'?`;
}
