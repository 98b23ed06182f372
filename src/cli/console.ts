import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { ConsoleClient } from '../clients/console/console-client.ts';
import type { RunOptions } from './arguments.ts';
import type { Output } from './output.ts';
import { unreachable } from './remote-command.ts';

/** How many lines of history are kept. */
const HISTORY = 1000;

/** `-r`: a console on a running instance, with history, completion and its live log. Returns when either side ends. */
export async function runConsole(path: string, options: RunOptions, output: Output): Promise<number> {
  const terminal = process.stdin.isTTY === true;
  let shown: Interface | undefined;
  let prompted = false;
  /** Prints between the prompt and what is being typed. */
  const print = (text: string): void => {
    if (terminal && prompted) output.out('\r\x1b[K');
    output.out(text);
    if (terminal && prompted) shown?.prompt(true);
  };
  const ended = Promise.withResolvers<void>();
  const client = await ConsoleClient.connect(path, {
    live: true,
    colour: output.colour && options.colour,
    timestamps: options.timestamps,
    ...(options.verbosity > 0 && { verbosity: options.verbosity }),
    onPrint: print,
    onClose: () => ended.resolve(),
  });
  if (!client) {
    output.err(unreachable(path));
    return 1;
  }
  const { version, processId } = client.welcome;
  output.out(`Connected to Asterism ${version} currently running on ${hostname()} (pid = ${processId})\n`);
  const historyFile = join(
    process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'),
    'asterism',
    'console-history',
  );
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal,
    history: readHistory(historyFile),
    historySize: HISTORY,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
      void client.complete(line).then((words) => done(null, [fullWords(words), line.slice(lastWordAt(line))]));
    },
  });
  shown = lines;
  const prompt = (): void => {
    if (!terminal) return;
    prompted = true;
    lines.prompt();
  };
  lines.setPrompt(`${hostname().split('.')[0]}*CLI> `);
  lines.on('history', (history) => writeHistory(historyFile, history));
  lines.on('SIGINT', () => lines.close());
  prompt();
  const worked = work(lines, client, output, prompt, () => {
    prompted = false;
  });
  await Promise.race([worked, ended.promise]);
  lines.close();
  client.close();
  if (terminal) output.out('\n');
  return 0;
}

/** Runs the lines that are typed until there are no more. */
async function work(
  lines: Interface,
  client: ConsoleClient,
  output: Output,
  prompt: () => void,
  busy: () => void,
): Promise<void> {
  for await (const line of lines) {
    const text = line.trim();
    if (text === 'quit' || text === 'exit') return;
    if (text.startsWith('!')) {
      lines.pause();
      const shell = process.env['SHELL'] || '/bin/sh';
      spawnSync(shell, text.length > 1 ? ['-c', text.slice(1)] : [], { stdio: 'inherit' });
      lines.resume();
    } else if (text.endsWith('?')) {
      // as in Asterisk a question mark asks what could come next
      const words = await client.complete(text.slice(0, -1));
      output.out(words.length === 0 ? '' : `${words.join('  ')}\n`);
    } else if (text !== '') {
      busy();
      const result = await client.run(text);
      if (!result) return;
      output.out(result.text);
    }
    prompt();
  }
}

function lastWordAt(line: string): number {
  return line.lastIndexOf(' ') + 1;
}

/** A single candidate is whole: the next word can be typed at once. */
function fullWords(words: readonly string[]): string[] {
  return words.length === 1 ? [`${words[0]} `] : [...words];
}

function readHistory(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return []; // there is none yet
  }
}

function writeHistory(path: string, history: readonly string[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${history.slice(0, HISTORY).join('\n')}\n`, { mode: 0o600 });
  } catch {
    // a console works without a history too
  }
}
