import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { codes } from '../codes.ts';
import type { ConfigItem, ConfigSection } from '../config-file.ts';
import type { Options, SectionSpec } from './section.ts';
import { shownLine } from './shown-line.ts';

/** An option that the section does not have. @param known the names that it has. */
export function unknownOption(item: ConfigItem, section: string, known: Iterable<string>, secret: boolean): Diagnostic {
  const near = nearestName(item.name.text, known);
  return diagnose(codes.unknownOption, `unknown option '${item.name.text}' in section '${section}'`, item.name.span, {
    sourceLine: shownLine(item, secret),
    help:
      near === undefined
        ? 'it has no effect; remove the line, or begin it with a semicolon'
        : `a similar name exists: '${near}'`,
  });
}

/** A section whose name the file does not know. */
export function unknownSection(section: ConfigSection, specs: readonly SectionSpec<Options, boolean>[]): Diagnostic {
  const names = specs.flatMap(({ selector }) => (selector.kind === 'named' ? [selector.name] : []));
  const near = nearestName(section.name.text, names);
  return diagnose(codes.unknownSection, `unknown section '${section.name.text}'`, section.name.span, {
    sourceLine: section.name.sourceLine,
    help: near === undefined ? `this file has: ${names.join(', ')}` : `a similar name exists: '${near}'`,
  });
}

/** A section whose `type` is none of those that the file knows. */
export function unknownType(item: ConfigItem, types: readonly string[]): Diagnostic {
  const near = nearestName(item.value.text, types);
  const at = item.value.text === '' ? item.name : item.value;
  return diagnose(codes.unknownType, `unknown type '${item.value.text}'`, at.span, {
    sourceLine: at.sourceLine,
    help: near === undefined ? `one of: ${types.join(', ')}` : `a similar name exists: '${near}'`,
  });
}
