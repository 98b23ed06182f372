import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeRegistry } from '../../src/cli/composed-registry.ts';
import { applicationKind, functionKind } from '../../src/extend/kinds.ts';
import { snippetFiles, snippetText } from './recorder.ts';
import { readSnippet } from './snippet.ts';

const registered: { readonly functions: readonly string[]; readonly applications: readonly string[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'asterisk16', 'registered.json'), 'utf8'),
);

/** The texts of a family's cases; of a dialplan, one for each call. */
function texts(family: string): string[] {
  return snippetFiles()
    .filter((file) => file.startsWith(`${family}/`))
    .flatMap((file) => {
      const { lines, starts, commands, dialplan } = readSnippet(file, snippetText(file));
      return lines ? lines.map(({ text }) => text) : [...starts, ...commands].map(({ at }) => `${at}\n${dialplan}`);
    });
}

/** How many cases a family has. */
export function caseCount(family: string): number {
  return texts(family).length;
}

/** Which of ours, known to the recorded Asterisk too, appear in fewer than three cases, each with its number. */
function lacking(ours: readonly string[], theirs: readonly string[], cases: readonly string[]): string[] {
  const known = new Set(theirs.map((name) => name.toLowerCase()));
  return ours
    .filter((name) => known.has(name.toLowerCase()))
    .map((name) => {
      const call = new RegExp(`(?<![\\w])${name}(?:\\(|$)`, 'i');
      return { name, count: cases.filter((text) => call.test(text)).length };
    })
    .filter(({ count }) => count < 3)
    .map(({ name, count }) => `${name} ${count}`)
    .sort();
}

/** Functions that lack cases. */
export function lackingFunctions(): string[] {
  const ours = composeRegistry()
    .list(functionKind)
    .map(({ name }) => name);
  return lacking(ours, registered.functions, texts('functions'));
}

/** Applications that lack cases, but for those in `apart`. */
export function lackingApplications(apart: ReadonlySet<string>): string[] {
  const ours = composeRegistry()
    .list(applicationKind)
    .map(({ name }) => name)
    .filter((name) => !apart.has(name));
  return lacking(ours, registered.applications, [...texts('applications'), ...texts('calls'), ...texts('functions')]);
}
