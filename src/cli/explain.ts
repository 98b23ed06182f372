import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DiagnosticKind } from '../base/diagnostic-kind.ts';
import { nearestName } from '../base/similar.ts';
import { asksForHelp } from './arguments.ts';
import type { Output } from './output.ts';

const USAGE = `usage: asterism explain [CODE]
Says more about a diagnostic, for example DP0201; without a code, lists all of them.
`;

/** The folder of the program: `src` of a checkout; of a package, where all its files are side by side, this file's own. */
const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = import.meta.url.endsWith('.ts') ? dirname(HERE) : HERE;

/**
 * `asterism explain CODE`: what a diagnostic means and how to cure it; without a code, the list of all.
 * @param args what follows `explain` on the command line.
 * @returns the exit code: 0, or 2 where there is no such code.
 */
export async function explain(args: readonly string[], output: Output): Promise<number> {
  if (asksForHelp(args)) {
    output.out(USAGE);
    return 0;
  }
  const [code, ...more] = args;
  if (more.length > 0 || code?.startsWith('-')) {
    output.err(USAGE);
    return 2;
  }
  const kinds = await allKinds();
  if (code === undefined) {
    for (const kind of kinds) output.out(`${kind.code}  ${kind.severity.padEnd(7)}  ${kind.title}\n`);
    return 0;
  }
  const kind = kinds.find((one) => one.code === code.toUpperCase());
  if (kind) {
    output.out(`${kind.code} (${kind.severity}): ${kind.title}\n\n${wrap(kind.explanation)}\n`);
    return 0;
  }
  const near = nearestName(
    code,
    kinds.map((one) => one.code),
  );
  output.err(`asterism explain: there is no code ${code}${near === undefined ? '' : `; did you mean ${near}?`}\n`);
  return 2;
}

/** The kinds of all rooms, by code: whatever the files called `codes` in the program's folders declare. */
export async function allKinds(): Promise<DiagnosticKind[]> {
  const kinds: DiagnosticKind[] = [];
  for (const path of codeFiles(ROOT)) {
    const loaded: { codes?: Record<string, DiagnosticKind> } = await import(pathToFileURL(path).href);
    kinds.push(...Object.values(loaded.codes ?? {}));
  }
  return kinds.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return codeFiles(path);
    return /^codes\.(ts|js)$/.test(entry.name) ? [path] : [];
  });
}

function wrap(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length >= 100) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
