import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeRegistry } from '../../src/cli/composed-registry.ts';
import { applicationKind, functionKind } from '../../src/extend/kinds.ts';
import { cases, recordingPath, snippetFiles } from './recorder.ts';
import type { Recording } from './snippet.ts';

const registered: { readonly functions: readonly string[]; readonly applications: readonly string[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'asterisk16', 'registered.json'), 'utf8'),
);

/** The cases of a family: the text of each line, and the steps that each recorded log shows as `name(`. */
function uses(family: string): { readonly cases: number; readonly texts: readonly string[] } {
  const files = snippetFiles().filter((file) => file.startsWith(`${family}/`));
  const recordings: Recording[] = files
    .filter((file) => existsSync(recordingPath(file)))
    .map((file) => JSON.parse(readFileSync(recordingPath(file), 'utf8')));
  const logs = recordings.flatMap(({ lines = [], calls = [] }) => [...lines, ...calls].flatMap(({ log = [] }) => log));
  const steps = logs.flatMap((entry) => /Executing \[.*?\] (\w+)\("/.exec(entry)?.[1] ?? []).map((name) => `${name}(`);
  const lines = recordings.flatMap((recording) => recording.lines?.map(({ text }) => text) ?? []);
  return { cases: recordings.reduce((sum, one) => sum + cases(one), 0), texts: [...lines, ...steps] };
}

/** How many recorded cases a family has. */
export function caseCount(family: string): number {
  return uses(family).cases;
}

/** How many cases all families have together. */
export function totalCases(): number {
  const families = new Set(snippetFiles().map((file) => file.slice(0, file.indexOf('/'))));
  return [...families].reduce((sum, family) => sum + caseCount(family), 0);
}

/** Which of ours, known to the recorded Asterisk too, appear in fewer than three cases, each with its number. */
function lacking(ours: readonly string[], theirs: readonly string[], texts: readonly string[]): string[] {
  const known = new Set(theirs.map((name) => name.toLowerCase()));
  return ours
    .filter((name) => known.has(name.toLowerCase()))
    .map((name) => {
      const call = new RegExp(`(?<![\\w])${name}(?:\\(|$)`, 'i');
      return { name, count: texts.filter((text) => call.test(text)).length };
    })
    .filter(({ count }) => count < 3)
    .map(({ name, count }) => `${name} ${count}`)
    .sort();
}

/** Functions that lack cases, but for those in `apart`. */
export function lackingFunctions(apart: ReadonlySet<string>): string[] {
  const ours = composeRegistry()
    .list(functionKind)
    .map(({ name }) => name)
    .filter((name) => !apart.has(name));
  return lacking(ours, registered.functions, uses('functions').texts);
}

/** Applications that lack cases, but for those in `apart`. */
export function lackingApplications(apart: ReadonlySet<string>): string[] {
  const ours = composeRegistry()
    .list(applicationKind)
    .map(({ name }) => name)
    .filter((name) => !apart.has(name));
  return lacking(
    ours,
    registered.applications,
    ['applications', 'calls', 'functions', 'arguments'].flatMap((family) => uses(family).texts),
  );
}
