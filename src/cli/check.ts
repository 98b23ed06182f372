import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic, Fix } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { messageOf } from '../base/errors.ts';
import { diskSource } from '../config/disk-source.ts';
import type { Registry } from '../extend/registry.ts';
import { applyFixes } from '../tools/check/apply-fixes.ts';
import { checkFolder, type FolderReport } from '../tools/check/check-folder.ts';
import { toJson, toText } from '../tools/check/report.ts';
import { asksForHelp } from './arguments.ts';
import { composeRegistry } from './composed-registry.ts';
import { promptsFor } from './known-prompts.ts';
import type { Output } from './output.ts';

const USAGE = `usage: asterism check DIR [--json] [--fix]
Says what is wrong with the configuration files of DIR, and what they say of each other.

  --json   as an array of {code, severity, message, file, line, column, endColumn, notes, help}
  --fix    rewrites what has one exact rewrite, and says what is left

exit codes: 0 no error (there may be warnings), 1 an error, 2 the command line is wrong.
`;

/** A rewrite may make room for another in the same place: so often is looked again. */
const MOST_ROUNDS = 5;

/**
 * `asterism check DIR [--json] [--fix]`: prints what is wrong with the configuration files of a folder.
 * @param args what follows `check` on the command line.
 * @returns the exit code: 1 where an error was found, 2 where the command was used wrongly, else 0.
 */
export async function check(args: readonly string[], output: Output): Promise<number> {
  if (asksForHelp(args)) {
    output.out(USAGE);
    return 0;
  }
  const flags = args.filter((arg) => arg.startsWith('-'));
  const [directory, ...more] = args.filter((arg) => !arg.startsWith('-'));
  const unknown = flags.find((flag) => flag !== '--json' && flag !== '--fix');
  if (unknown !== undefined || directory === undefined || more.length > 0) {
    if (unknown !== undefined) output.err(`asterism check: unknown option ${unknown}\n`);
    output.err(USAGE);
    return 2;
  }
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    output.err(`asterism check: ${directory} is not a folder\n`);
    return 2;
  }
  const registry = composeRegistry();
  const report = flags.includes('--fix') ? fixFolder(directory, registry, output) : look(directory, registry);
  const shown = report.diagnostics.map((diagnostic) => inFolder(diagnostic, directory));
  if (flags.includes('--json')) output.out(`${JSON.stringify(toJson(shown), null, 2)}\n`);
  else output.out(toText(shown, report.files, output.colour));
  return hasErrors(shown) ? 1 : 0;
}

function look(directory: string, registry: Registry): FolderReport {
  return checkFolder(diskSource(directory), registry, promptsFor(directory));
}

/** Makes every exact rewrite, then tells what is left. */
function fixFolder(directory: string, registry: Registry, output: Output): FolderReport {
  let report = look(directory, registry);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const byFile = new Map<string, Fix[]>();
    for (const { fix } of report.diagnostics) {
      if (fix) byFile.set(fix.span.file, [...(byFile.get(fix.span.file) ?? []), fix]);
    }
    if (byFile.size === 0) break;
    let made = 0;
    for (const [file, fixes] of byFile) made += fixFile(resolve(directory, file), fixes, output);
    if (made === 0) break;
    report = look(directory, registry);
  }
  return report;
}

/** Rewrites one file in one step, so that a reader sees the old or the new one. @returns how many rewrites were made. */
function fixFile(path: string, fixes: readonly Fix[], output: Output): number {
  const aside = join(dirname(path), `.${process.pid}-${fixes.length}.asterism-fix`);
  try {
    const { bytes, applied } = applyFixes(readFileSync(path), fixes);
    if (applied.length === 0) return 0;
    writeFileSync(aside, bytes);
    chmodSync(aside, statSync(path).mode);
    renameSync(aside, path);
    output.err(`${path}: ${applied.length} rewritten\n`);
    return applied.length;
  } catch (error) {
    rmSync(aside, { force: true });
    output.err(`asterism check: ${path} is not rewritten: ${messageOf(error)}\n`);
    return 0;
  }
}

/** With file names as the caller can open them. */
function inFolder(diagnostic: Diagnostic, directory: string): Diagnostic {
  const place = (file: string): string => (file.startsWith('/') ? file : join(directory, file));
  return {
    ...diagnostic,
    span: { ...diagnostic.span, file: place(diagnostic.span.file) },
    notes: diagnostic.notes.map((note) =>
      note.span ? { ...note, span: { ...note.span, file: place(note.span.file) } } : note,
    ),
  };
}
