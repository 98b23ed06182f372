import type { Output } from '../../src/cli/output.ts';

/** What a command of the command line did: its exit code, what it printed, and what it said beside that. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the command line without a terminal. */
export async function runCommand(
  command: (args: readonly string[], output: Output) => number | Promise<number>,
  ...args: string[]
): Promise<CommandRun> {
  const printed = { out: '', err: '' };
  const output: Output = {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    colour: false,
  };
  return { code: await command(args, output), ...printed };
}
