import type { Diagnostic } from '../base/diagnostic.ts';
import type { ConfigText, SourceLine } from './text.ts';

/** One `name = value` or `name => value`. */
export interface ConfigItem {
  readonly name: ConfigText;
  /** Trimmed; empty after a bare `name =`. */
  readonly value: ConfigText;
  /** Written with `=>`. */
  readonly object: boolean;
  /** The section or template whose line this is, if it was inherited. */
  readonly inheritedFrom?: string;
}

/** One `[name]` with its values: inherited ones first, as Asterisk copies them. */
export interface ConfigSection {
  readonly name: ConfigText;
  /** The names in the parentheses of the header that were inherited from, in order. */
  readonly bases: readonly ConfigText[];
  readonly items: readonly ConfigItem[];
}

/** A file that was read on the way, the included ones too; each once, in the order of first reading. */
export interface SourceFile {
  readonly file: string;
  readonly lines: readonly SourceLine[];
}

/** A configuration file with all it includes, read. Immutable. */
export interface ConfigFile {
  readonly path: string;
  /** There is no such file (then nothing else is set, and no diagnostic is given: whether it matters is the caller's to say). */
  readonly missing: boolean;
  /** Asterisk would refuse the whole file. `sections` is then empty, unless read with `recover`. */
  readonly rejected: boolean;
  /** In order of appearance; the same name may stand more than once. Templates are not among them. */
  readonly sections: readonly ConfigSection[];
  /** The sections marked `(!)`, which only serve to be inherited from. */
  readonly templates: readonly ConfigSection[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
}

/** The sections called `name`, without regard to case. */
export function sectionsNamed(file: ConfigFile, name: string): readonly ConfigSection[] {
  const wanted = name.toLowerCase();
  return file.sections.filter((section) => section.name.text.toLowerCase() === wanted);
}

/** The last item called `name` (without regard to case), which is the one that counts for a single-valued option. */
export function lastItem(section: ConfigSection, name: string): ConfigItem | undefined {
  const wanted = name.toLowerCase();
  return section.items.findLast((item) => item.name.text.toLowerCase() === wanted);
}
