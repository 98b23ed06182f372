import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, type Running, type Target } from '../../bench/target.ts';
import { messageOf } from '../../src/base/errors.ts';
import { managerRecordingPath, managerSnippetFiles, recordManagerSnippet } from './manager-recorder.ts';
import type { ManagerRecording } from './manager-snippet.ts';
import { type CallOutcome, givenFiles, outcomes, type Recording, readSnippet } from './snippet.ts';

const SNIPPETS = join(import.meta.dirname, 'snippets');
const RECORDED = join(import.meta.dirname, 'asterisk16');

/** Every snippet as `family/NAME.txt` or `family/NAME.conf`, sorted. */
export function snippetFiles(): string[] {
  return readdirSync(SNIPPETS, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(txt|conf)$/.test(file))
    .sort();
}

/** The text of a snippet. */
export function snippetText(file: string): string {
  return readFileSync(join(SNIPPETS, file), 'utf8');
}

/** Where the recording of a snippet is. */
export function recordingPath(file: string): string {
  return join(RECORDED, file.replace(/\.\w+$/, '.json'));
}

const FILES: Readonly<Record<string, string>> = {
  ...BASE_FILES,
  'logger.conf': '[general]\n[logfiles]\nfull => notice,warning,error,verbose(5)\n',
  'extensions.conf': '[general]\n',
  ...givenFiles,
};

/** Its lines have a head; what has none goes on from the line before. */
const HEAD =
  /^\[[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\] ([A-Z]+)\[\d+\](?:\[C-([0-9a-f]+)\])? (?:[\w/-]+\.(?:c|h|y|fl): )?(.*)$/;

interface Entry {
  readonly level: string;
  /** The call that it was logged for, if any. */
  readonly call: string | undefined;
  message: string;
}

/** The entries of a log file of Asterisk. */
export function entries(log: string): Entry[] {
  const list: Entry[] = [];
  for (const line of log.split('\n')) {
    const [, level = '', call, message = ''] = HEAD.exec(line) ?? [];
    if (level !== '') list.push({ level, call, message });
    else {
      const last = list.at(-1);
      if (last) last.message += `\n${line}`;
    }
  }
  return list;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what: string, done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 30_000) throw new Error(`30 s went by without ${what}`);
    await pause(20);
  }
}

/** Waits until there is no channel. @throws Error if it does not end, or Asterisk has. */
async function ended(running: Running, at: string): Promise<void> {
  for (const start = performance.now(); performance.now() - start < 20_000; ) {
    const channels = (await running.rxAside('core show channels concise')).trim();
    if (channels === '') return;
    if (channels.startsWith('Unable to connect')) throw new Error(`Asterisk ended in ${at}`);
  }
  throw new Error(`${at} went on for 20 s`);
}

/** The other half of each call waits; what is logged for it is not the call's. */
const OTHER_HALF = /;1\b|^Called |^Launching /;

function callLog(all: readonly Entry[], at: string): string[] {
  const started = all.find(({ message }) => message.startsWith('Executing [') && !message.includes('@sentinel:'));
  const channel = /\("([^"]+)", /.exec(started?.message ?? '')?.[1];
  if (!started || channel === undefined) throw new Error(`${at} was not called`);
  return all
    .filter(({ call, message }) => call === started.call && !OTHER_HALF.test(message))
    .map(({ level, message }) => `${level} ${message.trimEnd().replaceAll(channel, 'CH')}`);
}

/** Records one snippet on a running Asterisk. @throws Error if it cannot be played to its end. */
async function record(running: Running, file: string): Promise<Recording> {
  const { dialplan, starts, commands, lines } = readSnippet(file, snippetText(file));
  const folder = dirname(dirname(running.spool));
  writeFileSync(join(folder, 'etc', 'extensions.conf'), `${dialplan}\n[sentinel]\nexten => _X.,1,NoOp()\n`);
  await running.rxAside('dialplan reload');
  const path = join(folder, 'log', 'full');
  const recorded = Date.now();
  const calls: CallOutcome[] = [];
  for (const { at } of starts) {
    const from = readFileSync(path).length;
    const added = (): string => readFileSync(path).subarray(from).toString();
    await running.rxAside(`channel originate Local/${at}/n application Wait 30`);
    await ended(running, at);
    await running.rxAside(`channel originate Local/1${from}@sentinel application Wait 1`);
    await until(`the end of ${at}`, () => added().includes(`Executing [1${from}@sentinel:1]`));
    calls.push({ at, log: callLog(entries(added()), at) });
  }
  if (lines) return { recorded, lines: outcomes(lines, calls[0]?.log ?? []) };
  const printed: CallOutcome[] = [];
  for (const { at } of commands) printed.push({ at, log: (await running.rxAside(at)).split('\n') });
  return { recorded, ...(calls.length > 0 && { calls }), ...(printed.length > 0 && { commands: printed }) };
}

/** A recording as it is stored: one line, call or command a row. */
function stored({ recorded, ...lists }: Recording): string {
  const parts = Object.entries(lists).map(
    ([name, list]) => `"${name}": [\n${list.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]`,
  );
  return `{"recorded": ${recorded}, ${parts.join(', ')}}\n`;
}

/** How many cases a recording has. */
export function cases({ lines = [], calls = [], commands = [] }: Recording): number {
  return lines.length + calls.length + commands.length;
}

/** What the recorded Asterisk registers: the names of its functions and applications. */
async function registered(running: Running): Promise<string> {
  const names = async (command: string, row: RegExp): Promise<string[]> =>
    [...(await running.rxAside(command)).matchAll(row)].map(([, name = '']) => name).sort();
  const functions = await names('core show functions', /^([A-Z]\w+) {2,}/gm);
  const applications = await names('core show applications', /^ +(\w+): /gm);
  const version = (await running.rxAside('core show version')).split(' built')[0];
  return `${JSON.stringify({ version, functions, applications })}\n`;
}

/** As it is stored: one answer a row. */
function storedAnswers({ recorded, answers }: ManagerRecording): string {
  return `{"recorded": ${recorded}, "answers": [\n${answers.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]}\n`;
}

/** Records the snippets of the manager interface, each on an Asterisk of its own. @returns how many failed. */
async function recordManager(target: Target, files: readonly string[], say: (line: string) => void): Promise<number> {
  let failed = 0;
  for (const file of files) {
    try {
      const recording = await recordManagerSnippet(target, file);
      mkdirSync(dirname(managerRecordingPath(file)), { recursive: true });
      writeFileSync(managerRecordingPath(file), storedAnswers(recording));
      say(`${file}: ${recording.answers.length}`);
    } catch (error) {
      failed++;
      say(`${file}: ${messageOf(error)}`);
    }
  }
  return failed;
}

/** Records the snippets whose names begin with one of `wanted` (all if there is none) on a real Asterisk. @returns the exit code. */
export async function recordConformance(wanted: readonly string[], say: (line: string) => void): Promise<number> {
  const target = asteriskTarget();
  if (!target) {
    say('record-conformance: skipped, there is no Asterisk (install one, or name its root folder in ASTERISK_ROOT)');
    return 0;
  }
  const chosen = (file: string): boolean => wanted.length === 0 || wanted.some((one) => file.startsWith(one));
  let failed = await recordManager(target, managerSnippetFiles().filter(chosen), say);
  const files = snippetFiles().filter(chosen);
  if (files.length === 0) return failed === 0 ? 0 : 1;
  let running = await target.start(FILES);
  try {
    mkdirSync(RECORDED, { recursive: true });
    writeFileSync(join(RECORDED, 'registered.json'), await registered(running));
    for (const file of files) {
      try {
        const recording = await record(running, file);
        mkdirSync(dirname(recordingPath(file)), { recursive: true });
        writeFileSync(recordingPath(file), stored(recording));
        say(`${file}: ${cases(recording)}`);
      } catch (error) {
        failed++;
        say(`${file}: ${messageOf(error)}`);
        await running.stop();
        running = await target.start(FILES);
      }
    }
  } finally {
    await running.stop();
  }
  return failed === 0 ? 0 : 1;
}
