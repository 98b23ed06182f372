import { definePort } from '../../base/port.ts';
import type { ConsoleLine } from './console-line.ts';

/** Runs console commands, for consoles and manager clients. */
export interface CommandRunner {
  /** Runs one line. Never rejects; an unknown command is a failed result with Asterisk's words. */
  run(line: string, session?: ConsoleLine): Promise<{ readonly ok: boolean; readonly text: string }>;
  /** What the word at the end of `line` could become. */
  complete(line: string): readonly string[];
  /** Lets `words` stand for `command`; what follows them on a line is kept. The returned function takes it back. */
  alias(words: string, command: string): () => void;
  /** The aliases, in the order in which they were made. */
  readonly aliases: ReadonlyArray<{ readonly words: string; readonly command: string }>;
}

/** @see CommandRunner */
export const commandsPort = definePort<CommandRunner>('commands');
