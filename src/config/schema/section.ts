import type { ConfigItem, ConfigSection } from '../config-file.ts';
import type { NamedThing, ThingKind } from './named-thing.ts';
import type { Option, Report } from './option.ts';

/** The options of a section, by the key under which the program finds their values. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of `O`, each of its option's type. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A section as the program sees it: every option has its value or its default. */
export interface SectionValues<O extends Options> {
  /** As written in the header; of a section that is not in the file, the declared name. */
  readonly name: string;
  /** The sections of the file that it was read from; several for a name that stands in the file more than once. */
  readonly sections: readonly ConfigSection[];
  readonly values: OptionValues<O>;
  /** The names that stand in it: what the section defines, and what its options refer to. */
  readonly defined: readonly NamedThing[];
  readonly mentioned: readonly NamedThing[];
  /** The line that set `option` (the last one), undefined where the default stands. */
  at(option: keyof O & string): ConfigItem | undefined;
}

/** Options that Asterisk knows and that have no effect here. */
export interface IgnoredOptions {
  readonly names: readonly string[];
  /** Why, as a sentence to follow the option's name and a colon. */
  readonly why: string;
}

/** What sections of one kind hold. */
export interface SectionParts<O extends Options> {
  /** What such a section is for. */
  readonly doc: string;
  readonly options: O;
  /** Known names without effect: a note, not an unknown option. */
  readonly ignored?: readonly IgnoredOptions[];
  /** Keys of options that must be set. */
  readonly required?: readonly (keyof O & string)[];
  /** Two sections of the same name and kind are worth a warning. */
  readonly unique?: boolean;
  /** The section's name is the name of such a thing. */
  readonly defines?: ThingKind;
  /** What no single option can tell: how they fit together. */
  check?(section: SectionValues<O>, report: Report): void;
}

/** Which sections are meant. */
export type Selector =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'typed'; readonly types: readonly string[] }
  | { readonly kind: 'matching'; readonly pattern: RegExp }
  | { readonly kind: 'other' };

/** What is asked of a section beyond its single options; {@link SectionParts} without the types of its options. */
export interface SectionRules {
  readonly doc: string;
  readonly ignored: readonly IgnoredOptions[];
  readonly required: readonly string[];
  readonly unique: boolean;
  readonly defines?: ThingKind;
  check(section: SectionValues<Options>, report: Report): void;
}

/** A kind of section: which ones are meant and what they hold. */
export interface SectionSpec<O extends Options, Many extends boolean> {
  readonly selector: Selector;
  /** Whether the program gets a list of sections or one. */
  readonly many: Many;
  readonly options: O;
  readonly rules: SectionRules;
}

/** The one section of this name (compared without regard to case). Where it stands more than once, the lines add up; where it is absent, the defaults hold. */
export function namedSection<O extends Options>(name: string, parts: SectionParts<O>): SectionSpec<O, false> {
  return spec({ kind: 'named', name }, false, parts);
}

/** Every section whose option `type` is one of `types`. `type` need not be declared; declare it to get its value. */
export function typedSections<O extends Options>(
  types: string | readonly string[],
  parts: SectionParts<O>,
): SectionSpec<O, true> {
  return spec({ kind: 'typed', types: typeof types === 'string' ? [types] : types }, true, parts);
}

/** Every section whose name matches and that no named or typed one claims. */
export function matchingSections<O extends Options>(pattern: RegExp, parts: SectionParts<O>): SectionSpec<O, true> {
  return spec({ kind: 'matching', pattern }, true, parts);
}

/** Every section that nothing else of the schema claims. */
export function otherSections<O extends Options>(parts: SectionParts<O>): SectionSpec<O, true> {
  return spec({ kind: 'other' }, true, parts);
}

function spec<O extends Options, Many extends boolean>(
  selector: Selector,
  many: Many,
  parts: SectionParts<O>,
): SectionSpec<O, Many> {
  const rules: SectionRules = {
    doc: parts.doc,
    ignored: parts.ignored ?? [],
    required: parts.required ?? [],
    unique: parts.unique ?? false,
    ...(parts.defines && { defines: parts.defines }),
    check: (section, report) => parts.check?.(section as SectionValues<O>, report),
  };
  return { selector, many, options: parts.options, rules };
}
