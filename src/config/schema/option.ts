import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { codes } from '../codes.ts';
import type { ConfigItem } from '../config-file.ts';
import type { ConfigText } from '../text.ts';
import type { ThingKind } from './named-thing.ts';
import { shownLine } from './shown-line.ts';

/** Tells of a fault. */
export type Report = (diagnostic: Diagnostic) => void;

/**
 * One option of a section: how its text becomes a value, its default, and what the manual says of it.
 * Made by the functions of `kinds.ts`; `T` is the type of the value that the program gets.
 */
export interface Option<T> {
  /** What may be written, to follow "write": `yes or no`, `a whole number from 1 to 65535`. */
  readonly form: string;
  /** What the option does, in a sentence or two, for the manual and for `asterism check`. */
  readonly doc: string;
  /** The value where the option is not set, or not readable. */
  readonly default: T;
  /** The names it is read from, where they differ from its key; several names keep the order of the lines. Without regard to case. */
  readonly names?: readonly string[];
  /** Further names that mean the same. */
  readonly aliases: readonly string[];
  /** It also takes every option whose name matches and that no other option of the section claims. */
  readonly pattern?: RegExp;
  /** The value is never printed, nor is the line it stands in. */
  readonly secret: boolean;
  /** Only one value counts: setting it twice in one section is worth a warning. */
  readonly single: boolean;
  /** It still works, and what to write instead. */
  readonly deprecated?: string;
  /** Its value names such a thing, which `asterism check` then looks for. */
  readonly refers?: ThingKind;
  /** Reads the lines that set it (at least one, in order). Faults are reported, never thrown; then the default stands. */
  read(items: readonly ConfigItem[], report: Report): T;
}

/** The part of an option's declaration that all kinds share. */
export interface Plain {
  readonly doc: string;
  readonly aliases?: readonly string[];
  readonly names?: readonly string[];
  readonly deprecated?: string;
  readonly refers?: ThingKind;
}

/** A declaration that says what holds where the option is not set. */
export interface WithDefault<T> extends Plain {
  readonly default: T;
}

/** One value read, or why not. */
export type Parsed<T> =
  | { readonly value: T }
  | {
      /** The fault, as a sentence without a full stop; absent for "cannot be" and the value. */
      readonly fault?: string;
      /** The very letters at fault; absent for the whole value. */
      readonly at?: ConfigText;
      readonly help?: string | undefined;
    };

/** How one value is read. */
export interface ValueReader<T> {
  readonly form: string;
  readonly secret?: boolean;
  /** `report` is for faults that leave a usable value. */
  parse(text: ConfigText, report: Report): Parsed<T>;
}

/** A kind of option: with a default its value is always there, without it may be undefined. */
export interface Kind<T, Extra extends object = object> {
  (parts: Extra & WithDefault<T>): Option<T>;
  (parts: Extra & Plain): Option<T | undefined>;
}

/** Makes a kind of single-valued option out of how a value is read. */
export function defineKind<T, Extra extends object = object>(make: (parts: Extra) => ValueReader<T>): Kind<T, Extra> {
  const declare = (parts: Extra & Plain & { readonly default?: T }): Option<T | undefined> =>
    singleOption<T | undefined>(make(parts), parts, parts.default);
  return declare as Kind<T, Extra>;
}

/** A single-valued option: the last line counts, as in Asterisk. */
export function singleOption<T>(reader: ValueReader<T>, parts: Plain, fallback: T): Option<T> {
  return {
    ...common(reader, parts),
    default: fallback,
    single: true,
    read(items, report) {
      const last = items.at(-1);
      if (!last) return fallback;
      const parsed = readValue(reader, last, report);
      return parsed ? parsed.value : fallback;
    },
  };
}

/** An option that may be set any number of times: all its readable values, in order. */
export function repeatedOption<T>(reader: ValueReader<T>, parts: Plain): Option<readonly T[]> {
  return {
    ...common(reader, parts),
    default: [],
    single: false,
    read: (items, report) =>
      items.flatMap((item) => {
        const parsed = readValue(reader, item, report);
        return parsed ? [parsed.value] : [];
      }),
  };
}

/** What every option has. */
export function common(
  reader: { readonly form: string; readonly secret?: boolean },
  parts: Plain,
): Pick<Option<unknown>, 'form' | 'doc' | 'aliases' | 'secret' | 'names' | 'deprecated' | 'refers'> {
  return {
    form: reader.form,
    doc: parts.doc,
    aliases: parts.aliases ?? [],
    secret: reader.secret ?? false,
    ...(parts.names && { names: parts.names }),
    ...(parts.deprecated !== undefined && { deprecated: parts.deprecated }),
    ...(parts.refers && { refers: parts.refers }),
  };
}

/** Reads one line's value; a fault is reported, and undefined returned. */
export function readValue<T>(
  reader: ValueReader<T>,
  item: ConfigItem,
  report: Report,
): { readonly value: T } | undefined {
  const parsed = reader.parse(item.value, report);
  if ('value' in parsed) return parsed;
  const at = parsed.at ?? (item.value.text === '' ? item.name : item.value);
  report(
    diagnose(codes.badValue, parsed.fault ?? cannotBe(item, reader.secret ?? false), at.span, {
      sourceLine: shownLine(item, reader.secret ?? false),
      help: [parsed.help, `write ${reader.form}`].filter((part) => part !== undefined).join(' '),
    }),
  );
  return undefined;
}

function cannotBe(item: ConfigItem, secret: boolean): string {
  if (item.value.text === '') return `'${item.name.text}' has no value`;
  return `'${item.name.text}' cannot be ${secret ? 'this' : `'${item.value.text}'`}`;
}
