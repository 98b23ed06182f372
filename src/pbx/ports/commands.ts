import { definePort } from '../../base/port.ts';
import type { ConsoleLine } from './console-line.ts';

/** Runs console commands, for consoles and manager clients. */
export interface CommandRunner {
  /** Runs one line. Never rejects; an unknown command is a failed result with Asterisk's words. */
  run(line: string, session?: ConsoleLine): Promise<{ readonly ok: boolean; readonly text: string }>;
  /** What the word at the end of `line` could become. */
  complete(line: string): readonly string[];
}

/** @see CommandRunner */
export const commandsPort = definePort<CommandRunner>('commands');
