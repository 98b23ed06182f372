import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { codes } from '../codes.ts';
import type { ConfigItem, ConfigSection } from '../config-file.ts';
import type { NamedThing } from './named-thing.ts';
import type { Option } from './option.ts';
import type { Options, SectionSpec, SectionValues } from './section.ts';
import { shownLine } from './shown-line.ts';
import { unknownOption } from './unknown.ts';

/** The values of one section, out of the section or sections of the file that make it up. */
export function readSection(
  spec: SectionSpec<Options, boolean>,
  sections: readonly ConfigSection[],
  report: (diagnostic: Diagnostic) => void,
): SectionValues<Options> {
  const { options, rules, selector } = spec;
  const name = sections[0]?.name.text ?? (selector.kind === 'named' ? selector.name : '');
  const lines = collectLines(spec, sections, name, report);
  const values: Record<string, unknown> = {};
  const mentioned: NamedThing[] = [];
  for (const [key, option] of Object.entries(options)) {
    const items = lines.get(key) ?? [];
    values[key] = items.length === 0 ? option.default : option.read(items, report);
    const used = items.at(-1);
    if (used && option.deprecated !== undefined) report(deprecated(used, option.deprecated, option.secret));
    const { refers } = option;
    const counting = option.single ? items.slice(-1) : items;
    if (refers) mentioned.push(...counting.map((item) => ({ kind: refers, name: item.value })));
    if (option.single) reportSetTwice(items, option.secret, report);
  }
  const { defines } = rules;
  const defined = defines ? sections.map((section) => ({ kind: defines, name: section.name })) : [];
  const at = (key: string): ConfigItem | undefined => lines.get(key)?.at(-1);
  const result: SectionValues<Options> = { name, sections, values, defined, mentioned, at };
  const [first] = sections;
  for (const key of first ? rules.required : []) {
    if (!lines.has(key) && first) report(missing(first, key, options[key]?.form));
  }
  rules.check(result, report);
  return result;
}

/** The lines of every option, by its key. */
function collectLines(
  { options, rules, selector }: SectionSpec<Options, boolean>,
  sections: readonly ConfigSection[],
  name: string,
  report: (diagnostic: Diagnostic) => void,
): Map<string, ConfigItem[]> {
  const keys = new Map<string, string>();
  for (const [key, option] of Object.entries(options)) {
    for (const one of [...(option.names ?? [key]), ...option.aliases]) keys.set(one.toLowerCase(), key);
  }
  const ignored = new Map(rules.ignored.flatMap(({ names, why }) => names.map((one) => [one.toLowerCase(), why])));
  const patterns = Object.entries(options).filter(([, option]) => option.pattern !== undefined);
  const lines = new Map<string, ConfigItem[]>();
  for (const item of sections.flatMap((section) => section.items)) {
    const written = item.name.text.toLowerCase();
    const key = keys.get(written) ?? patterns.find(([, option]) => option.pattern?.test(item.name.text))?.[0];
    const why = ignored.get(written);
    if (key !== undefined) {
      const known = lines.get(key);
      if (known) known.push(item);
      else lines.set(key, [item]);
    } else if (why !== undefined) report(hasNoEffect(item, why));
    else if (written !== 'type' || selector.kind !== 'typed') {
      const near = nearestName(item.name.text, keys.keys());
      const secret = near !== undefined && isSecret(options[keys.get(near) ?? '']);
      report(unknownOption(item, name, [...keys.keys(), ...ignored.keys()], secret));
    }
  }
  return lines;
}

function isSecret(option: Option<unknown> | undefined): boolean {
  return option?.secret ?? false;
}

function deprecated(item: ConfigItem, instead: string, secret: boolean): Diagnostic {
  return diagnose(codes.deprecatedOption, `'${item.name.text}' is out of date`, item.name.span, {
    sourceLine: shownLine(item, secret),
    help: instead,
  });
}

function hasNoEffect(item: ConfigItem, why: string): Diagnostic {
  return diagnose(codes.ignoredOption, `'${item.name.text}' has no effect: ${why}`, item.name.span, {
    sourceLine: shownLine(item, false),
  });
}

function missing(section: ConfigSection, option: string, form: string | undefined): Diagnostic {
  return diagnose(codes.missingOption, `section '${section.name.text}' does not set '${option}'`, section.name.span, {
    sourceLine: section.name.sourceLine,
    help: `add a line '${option} = ...'${form === undefined ? '' : ` with ${form}`}`,
  });
}

/** A value that the section's own lines set more than once; overriding an inherited one is what templates are for. */
function reportSetTwice(items: readonly ConfigItem[], secret: boolean, report: (diagnostic: Diagnostic) => void): void {
  const own = items.filter((item) => item.inheritedFrom === undefined);
  const last = own.at(-1);
  const earlier = own.at(-2);
  if (!last || !earlier) return;
  report(
    diagnose(codes.setTwice, `'${last.name.text}' is set twice, the last one counts`, last.name.span, {
      sourceLine: shownLine(last, secret),
      notes: [{ message: 'first set here', span: earlier.name.span }],
    }),
  );
}
