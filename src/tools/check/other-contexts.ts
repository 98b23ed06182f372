import type { Diagnostic } from '../../base/diagnostic.ts';
import { type ConfigFile, lastItem } from '../../config/config-file.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigSource } from '../../config/source.ts';
import { decodeLines } from '../../config/source-lines.ts';
import { ConfigText, type SourceLine } from '../../config/text.ts';
import { aelFile, compileAel } from '../../dialplan/ael/compile-ael.ts';
import type { Contexts } from '../../dialplan/model/merge-contexts.ts';

/** The contexts that do not come from extensions.conf. */
export interface OtherContexts {
  readonly names: ReadonlySet<string>;
  /** Those of extensions.ael, for whoever refers to them. */
  readonly defined: readonly NamedThing[];
  /** What extensions.ael is compiled to, and its lines; undefined where there is none. */
  readonly ael: { readonly file: ConfigFile; readonly contexts: Contexts } | undefined;
  /** The faults of extensions.ael. */
  readonly diagnostics: readonly Diagnostic[];
}

const AEL = 'extensions.ael';
/** The context of the parking lot that is always there. */
const PARKED = 'parkedcalls';

/** Reads which contexts extensions.ael and the parking lots make. @param parking res_parking.conf, where there is one. */
export function readOtherContexts(source: ConfigSource, parking: ConfigFile | undefined): OtherContexts {
  const read = (file: string): readonly SourceLine[] | undefined => {
    const outcome = source.read(file);
    return outcome.kind === 'file' ? decodeLines(file, outcome.bytes).map(({ line }) => line) : undefined;
  };
  const lots = (parking?.sections ?? []).flatMap((section) => lastItem(section, 'context')?.value.text ?? []);
  const lines = read(AEL);
  if (!lines) return { names: new Set([PARKED, ...lots]), defined: [], diagnostics: [], ael: undefined };
  const { contexts, diagnostics } = compileAel(lines, read);
  const defined = [...contexts.values()].map(({ name, span }): NamedThing => {
    const line = lines[span.line - 1] ?? { file: span.file, number: span.line, text: name };
    return { kind: 'context', name: ConfigText.at(line, span.column, name) };
  });
  return {
    names: new Set([PARKED, ...lots, ...contexts.keys()]),
    defined,
    diagnostics,
    ael: { file: aelFile(AEL, lines), contexts },
  };
}
