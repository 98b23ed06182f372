import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { codes } from '../codes.ts';
import { type ConfigFile, type ConfigSection, lastItem } from '../config-file.ts';
import { type ReadOptions, readConfig } from '../read-config.ts';
import type { ConfigSource } from '../source.ts';
import type { NamedThing } from './named-thing.ts';
import { readSection } from './read-section.ts';
import type { AppliedSections, ConfigSchema, Sections } from './schema.ts';
import type { Options, SectionSpec, SectionValues } from './section.ts';
import { unknownSection, unknownType } from './unknown.ts';

/** A file read by a schema. */
export interface AppliedConfig<S extends Sections> {
  readonly values: AppliedSections<S>;
  /** The names of things that the file gives, and those by which it asks for things of other files. */
  readonly defined: readonly NamedThing[];
  readonly mentioned: readonly NamedThing[];
  /** What the schema found wrong. An unreadable value is an error, and its default stands; an unknown option is a warning. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A file read from its source by a schema. */
export interface LoadedConfig<S extends Sections> extends AppliedConfig<S> {
  readonly file: ConfigFile;
  /** Of the reader and of the schema. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the values of `file` as `schema` declares them. Always gives a complete result: what is absent or cannot be
 * read has its default. A reload should be refused where {@link AppliedConfig.diagnostics} holds an error.
 */
export function applySchema<S extends Sections>(file: ConfigFile, schema: ConfigSchema<S>): AppliedConfig<S> {
  const found = new Map<string, Diagnostic>();
  const report = (diagnostic: Diagnostic): void => {
    // a template's fault is found once in every section that inherits it
    const { span } = diagnostic;
    const key = `${diagnostic.code} ${span.file}:${span.line}:${span.column}`;
    if (!found.has(key)) found.set(key, diagnostic);
  };
  const claimed = claimSections(file, Object.values(schema.sections), report);
  const values: Record<string, unknown> = {};
  const all: SectionValues<Options>[] = [];
  for (const [key, spec] of Object.entries(schema.sections)) {
    const sections = claimed.get(spec) ?? [];
    const parts = spec.many ? sections.map((section) => [section]) : [sections];
    const read = parts.map((part) => readSection(spec, part, report));
    values[key] = spec.many ? read : read[0];
    all.push(...read);
    if (spec.rules.unique) reportTwice(sections, report);
  }
  const applied = values as AppliedSections<S>;
  schema.check?.(applied, report);
  return {
    values: applied,
    defined: all.flatMap((section) => section.defined),
    mentioned: all.flatMap((section) => section.mentioned),
    diagnostics: [...found.values()],
  };
}

/** Reads the file that `schema` is for, and applies it. A missing file gives the defaults; `file.missing` tells. */
export function loadConfig<S extends Sections>(
  source: ConfigSource,
  schema: ConfigSchema<S>,
  options: ReadOptions = {},
): LoadedConfig<S> {
  const file = readConfig(source, schema.file, options);
  const applied = applySchema(file, schema);
  return { ...applied, file, diagnostics: [...file.diagnostics, ...applied.diagnostics] };
}

type Claims = Map<SectionSpec<Options, boolean>, ConfigSection[]>;

function claimSections(
  file: ConfigFile,
  specs: readonly SectionSpec<Options, boolean>[],
  report: (diagnostic: Diagnostic) => void,
): Claims {
  const claims: Claims = new Map(specs.map((spec) => [spec, []]));
  for (const section of file.sections) {
    const spec = claimant(section, specs);
    if (spec) claims.get(spec)?.push(section);
    else reportUnclaimed(section, specs, report);
  }
  return claims;
}

function claimant(
  section: ConfigSection,
  specs: readonly SectionSpec<Options, boolean>[],
): SectionSpec<Options, boolean> | undefined {
  const name = section.name.text.toLowerCase();
  const type = lastItem(section, 'type')?.value.text.toLowerCase();
  const ranks = ['named', 'typed', 'matching', 'other'] as const;
  for (const rank of ranks) {
    for (const spec of specs) {
      const { selector } = spec;
      if (selector.kind !== rank) continue;
      if (selector.kind === 'named' && selector.name.toLowerCase() === name) return spec;
      if (selector.kind === 'typed' && type !== undefined && selector.types.includes(type)) return spec;
      if (selector.kind === 'matching' && selector.pattern.test(section.name.text)) return spec;
      if (selector.kind === 'other') return spec;
    }
  }
  return undefined;
}

function reportUnclaimed(
  section: ConfigSection,
  specs: readonly SectionSpec<Options, boolean>[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const types = specs.flatMap(({ selector }) => (selector.kind === 'typed' ? selector.types : []));
  if (types.length === 0) {
    report(unknownSection(section, specs));
    return;
  }
  const item = lastItem(section, 'type');
  if (item) report(unknownType(item, types));
  else {
    report(
      diagnose(codes.noType, `section '${section.name.text}' has no 'type'`, section.name.span, {
        sourceLine: section.name.sourceLine,
        help: `add a line 'type = ...' with one of: ${types.join(', ')}`,
      }),
    );
  }
}

function reportTwice(sections: readonly ConfigSection[], report: (diagnostic: Diagnostic) => void): void {
  const first = new Map<string, ConfigSection>();
  for (const section of sections) {
    const name = section.name.text.toLowerCase();
    const earlier = first.get(name);
    if (!earlier) first.set(name, section);
    else {
      report(
        diagnose(codes.sectionTwice, `section '${section.name.text}' stands in the file twice`, section.name.span, {
          sourceLine: section.name.sourceLine,
          notes: [{ message: 'the first one is here', span: earlier.name.span }],
          help: `to add lines to the first one, write '[${section.name.text}](+)'`,
        }),
      );
    }
  }
}
