import { splitArguments } from './argument-split.ts';

/** Something wrong with an argument, told at load where the text is constant and at run time otherwise. */
export interface ArgumentFault {
  readonly message: string;
  readonly help?: string;
  /** The offending part of the argument text, for a caret. */
  readonly part?: string;
  /** The application cannot run without what is missing or wrong. */
  readonly fatal: boolean;
}

/** Collects the faults of one argument list. */
export type FaultSink = (fault: ArgumentFault) => void;

/** One positional argument: its documentation and how its text becomes a value. */
export interface Argument<T> {
  readonly doc: string;
  readonly required: boolean;
  /** Takes all that is left of the text, unsplit. Only for the last one. */
  readonly rest: boolean;
  /** Documented option letters, where this argument is an option list. */
  readonly options?: OptionTable;
  parse(text: string | undefined, fault: FaultSink): T;
}

/** Named positional arguments, in order. */
export type ArgumentSet = Readonly<Record<string, Argument<unknown>>>;

/** What `run` receives for a set of arguments. */
export type ArgumentValues<A extends ArgumentSet> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never;
};

interface Common {
  readonly required?: boolean;
}

/** Free text; empty where left out. */
export function text(doc: string, common: Common = {}): Argument<string> {
  return { doc, required: common.required ?? false, rest: false, parse: (value) => value ?? '' };
}

/** All that is left of the text, with commas and quotes as they stand. */
export function rest(doc: string, common: Common = {}): Argument<string> {
  return { doc, required: common.required ?? false, rest: true, parse: (value) => value ?? '' };
}

/** A whole number within a range; `undefined` where left out and there is no default. */
export function integer(
  doc: string,
  common: Common & { readonly min?: number; readonly max?: number; readonly fallback?: number } = {},
): Argument<number | undefined> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, fallback } = common;
  return {
    doc,
    required: common.required ?? false,
    rest: false,
    parse(value, fault) {
      if (value === undefined || value.trim() === '') return fallback;
      const number = Number.parseInt(value, 10);
      if (!Number.isNaN(number) && number >= min && number <= max) return number;
      fault({ message: `'${value}' is not a whole number${rangeText(min, max)}`, part: value, fatal: false });
      return fallback;
    },
  };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Seconds, fractions allowed, or a time with a unit (`500ms`, `2m`, `1h`), as milliseconds; `undefined` where left out and there is no default. */
export function secondsAsMs(
  doc: string,
  common: Common & { readonly fallbackMs?: number } = {},
): Argument<number | undefined> {
  return {
    doc,
    required: common.required ?? false,
    rest: false,
    parse(value, fault) {
      if (value === undefined || value.trim() === '') return common.fallbackMs;
      const number = Number.parseFloat(value);
      const unit = /[a-z]+$/i.exec(value.trim())?.[0]?.toLowerCase() ?? 's';
      if (!Number.isNaN(number)) return number * ((Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined) ?? 1000);
      fault({ message: `'${value}' is not a number of seconds`, part: value, fatal: false });
      return common.fallbackMs;
    },
  };
}

/** Several texts joined by a sign (`&` unless given); none where left out. */
export function list(doc: string, common: Common & { readonly separator?: string } = {}): Argument<readonly string[]> {
  const separator = common.separator ?? '&';
  return {
    doc,
    required: common.required ?? false,
    rest: false,
    parse: (value) => (value === undefined || value === '' ? [] : value.split(separator)),
  };
}

/** One option letter: what it does, and whether it takes `(…)`. */
export interface OptionSpec {
  readonly doc: string;
  readonly parameter?: 'none' | 'optional' | 'required';
  /** Known, but waits for a part that is not built: using it is a diagnostic that names that part. */
  readonly waitsFor?: string;
}

/** All options of an application by letter. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** The options that were given. */
export interface OptionsGiven<L extends string> {
  has(letter: L): boolean;
  /** The text in the option's brackets; empty where it has none; undefined where the option is not given. */
  parameter(letter: L): string | undefined;
  readonly letters: ReadonlySet<string>;
}

/** A string of option letters, each perhaps with a parameter in brackets: `tTm(jazz)g`. Unknown letters are faults. */
export function options<T extends OptionTable>(
  doc: string,
  table: T,
): Argument<OptionsGiven<Extract<keyof T, string>>> {
  return {
    doc,
    required: false,
    rest: false,
    options: table,
    parse(value, fault) {
      const given = parseOptions(value ?? '', table, fault);
      return {
        has: (letter) => given.has(letter),
        parameter: (letter) => given.get(letter),
        letters: new Set(given.keys()),
      };
    },
  };
}

function parseOptions(value: string, table: OptionTable, fault: FaultSink): Map<string, string> {
  const given = new Map<string, string>();
  for (let at = 0; at < value.length; at++) {
    const letter = value[at] ?? '';
    let parameter = '';
    if (value[at + 1] === '(') {
      const close = closingBracket(value, at + 1);
      if (close < 0) {
        fault({ message: `option '${letter}' lacks its closing bracket`, part: value.slice(at), fatal: false });
        return given;
      }
      parameter = value.slice(at + 2, close);
      at = close;
    }
    const spec = table[letter];
    if (!spec) {
      if (letter.trim() !== '') {
        fault({
          message: `unknown option '${letter}'`,
          part: letter,
          fatal: false,
          help: `options are ${Object.keys(table).join(' ')}`,
        });
      }
      continue;
    }
    if (spec.parameter === 'required' && parameter === '') {
      fault({ message: `option '${letter}' needs a parameter: ${letter}(…)`, part: letter, fatal: false });
    }
    if (spec.waitsFor !== undefined) {
      fault({
        message: `option '${letter}' has no effect yet: it waits for ${spec.waitsFor}`,
        part: letter,
        fatal: false,
      });
    }
    given.set(letter, parameter);
  }
  return given;
}

function closingBracket(value: string, open: number): number {
  let depth = 0;
  for (let at = open; at < value.length; at++) {
    if (value[at] === '(') depth++;
    else if (value[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

/**
 * Splits and parses the argument text of an application or function.
 * @returns the values, and what is wrong with the text.
 */
export function parseArguments<A extends ArgumentSet>(
  set: A,
  source: string,
): { values: ArgumentValues<A>; faults: ArgumentFault[] } {
  const faults: ArgumentFault[] = [];
  const entries = Object.entries(set);
  const restAt = entries.findIndex(([, argument]) => argument.rest);
  const parts = restAt === 0 ? [source] : splitArguments(source, restAt < 0 ? {} : { limit: restAt + 1 });
  const values: Record<string, unknown> = {};
  entries.forEach(([name, argument], index) => {
    const value = source === '' ? undefined : parts[index];
    if (argument.required && (value === undefined || value === '')) {
      faults.push({ message: `needs the argument '${name}' (${argument.doc})`, fatal: true });
    }
    values[name] = argument.parse(value, (fault) => faults.push(fault));
  });
  return { values: values as ArgumentValues<A>, faults };
}

function rangeText(min: number, max: number): string {
  if (min > Number.MIN_SAFE_INTEGER && max < Number.MAX_SAFE_INTEGER) return ` from ${min} to ${max}`;
  if (min > Number.MIN_SAFE_INTEGER) return ` of at least ${min}`;
  if (max < Number.MAX_SAFE_INTEGER) return ` of at most ${max}`;
  return '';
}
