import { type Diagnostic, diagnose, type Span } from '../../base/diagnostic.ts';
import { codes } from './codes.ts';

/** An attribute of a section. */
export interface TreeAttribute {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly sourceLine: string;
}

/** A section with the sections inside it. */
export interface TreeSection {
  readonly name: string;
  readonly span: Span;
  readonly sourceLine: string;
  readonly attributes: Map<string, TreeAttribute>;
  readonly children: TreeSection[];
}

/** Larger files are cut off, with a fault. */
const MOST_LINES = 20_000;

/**
 * Reads the form that home automation programs write: `[a]`, `[[b]]` inside it, `name = value`, `#` for comments, values perhaps in quotes.
 * @returns a root without a name, and what is wrong.
 */
export function readTree(
  file: string,
  text: string,
): { readonly root: TreeSection; readonly diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const lines = text.split(/\r?\n/, MOST_LINES);
  const root = section('', { file, line: 1, column: 1, endColumn: 1 }, '');
  const path = [root];
  lines.forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) return;
    const column = line.indexOf(trimmed) + 1;
    const span = { file, line: index + 1, column, endColumn: column + trimmed.length };
    const header = /^(\[+)\s*([^[\]]+?)\s*(\]+)\s*(?:#.*)?$/.exec(trimmed);
    const attribute = /^([\w.-]+)\s*=\s*(.*)$/.exec(trimmed);
    if (header?.[1]?.length === header?.[3]?.length && header) {
      const depth = header[1]?.length ?? 1;
      const parent = path[depth - 1];
      if (!parent) {
        diagnostics.push(
          diagnose(codes.deepSection, `'${header[2]}' has no section around it`, span, { sourceLine: line }),
        );
        return;
      }
      const made = section(header[2] ?? '', span, line);
      parent.children.push(made);
      path.length = depth;
      path.push(made);
    } else if (attribute) {
      const [, name = '', written = ''] = attribute;
      path.at(-1)?.attributes.set(name, { name, value: plainValue(written), span, sourceLine: line });
    } else
      diagnostics.push(
        diagnose(codes.brokenLine, `'${trimmed.slice(0, 60)}' is no attribute`, span, {
          sourceLine: line,
          help: 'write name = value',
        }),
      );
  });
  return { root, diagnostics };
}

function section(name: string, span: Span, sourceLine: string): TreeSection {
  return { name, span, sourceLine, attributes: new Map(), children: [] };
}

/** What is in quotes, or what stands before a comment. */
function plainValue(written: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written);
  return quoted?.[2] ?? written.replace(/(^|\s)#.*$/, '').trim();
}
