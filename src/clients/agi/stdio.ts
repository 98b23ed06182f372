import type { Readable, Writable } from 'node:stream';
import { AgiDialogue } from './dialogue.ts';
import { AgiScript } from './script.ts';

/** The streams of a script that the PBX has started. */
export interface StdioHouse {
  readonly input: Readable;
  readonly output: Writable;
  /** Called with what is to happen at SIGHUP, by which a hangup is told; `(fn) => process.on('SIGHUP', fn)`. */
  readonly onHangup?: (listener: () => void) => void;
}

/** This process as the PBX has started it. */
const thisProcess: StdioHouse = {
  input: process.stdin,
  output: process.stdout,
  onHangup: (listener) => void process.on('SIGHUP', listener),
};

/** The script's side of `AGI(program)`: resolves once the environment has been read; undefined where the PBX went before that. */
export async function openStdioScript({
  input,
  output,
  onHangup,
}: StdioHouse = thisProcess): Promise<AgiScript | undefined> {
  const dialogue = new AgiDialogue({
    write: (text) => void output.write(text),
    close: () => void input.destroy(),
  });
  input.on('data', (chunk: Buffer | string) => dialogue.onData(Buffer.from(chunk)));
  input.on('end', () => dialogue.onEnd());
  input.on('error', () => dialogue.onEnd());
  onHangup?.(() => dialogue.onHangup());
  return (await dialogue.ready) ? new AgiScript(dialogue) : undefined;
}
