import type { Readable, Writable } from 'node:stream';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { AgiDialogue } from './dialogue.ts';
import { AgiScript } from './script.ts';
import type { AgiHandler } from './server.ts';

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
export async function openStdioScript(house: StdioHouse = thisProcess): Promise<AgiScript | undefined> {
  const dialogue = new AgiDialogue({
    write: (text) => void house.output.write(text),
    close: () => void house.input.destroy(),
  });
  connect(house, () => dialogue);
  return (await dialogue.ready) ? new AgiScript(dialogue) : undefined;
}

/**
 * The script's side of `AGI(program)` for one call after another: runs `handler` for each, and asks for the next when it returns. It
 * resolves when the PBX has closed the input. Where a process serves one call (Asterisk, or no `many = yes` in agi.conf) that is
 * after the first. What the handler throws is told to `log`: the standard error, unless given.
 */
export async function serveStdioScripts(
  handler: AgiHandler,
  house: StdioHouse = thisProcess,
  log: Pick<Logger, 'warning'> = { warning: (line) => void process.stderr.write(`${line}\n`) },
): Promise<void> {
  const { input, output } = house;
  const next = (): AgiDialogue => new AgiDialogue({ write: (text) => void output.write(text), close() {} });
  let dialogue = next();
  connect(house, () => dialogue);
  while (await dialogue.ready) {
    try {
      await handler(new AgiScript(dialogue));
    } catch (error) {
      log.warning(`script failed: ${messageOf(error)}`);
    }
    dialogue.close();
    if (input.readableEnded || input.destroyed) break;
    dialogue = next();
    output.write('NEXT CALL\n');
  }
  input.destroy();
}

/** What comes goes to the dialogue of the moment. What cannot be written any more is told by the input's end. */
function connect({ input, output, onHangup }: StdioHouse, dialogue: () => AgiDialogue): void {
  input.on('data', (chunk: Buffer | string) => dialogue().onData(Buffer.from(chunk)));
  input.on('end', () => dialogue().onEnd());
  input.on('error', () => dialogue().onEnd());
  output.on('error', () => {});
  onHangup?.(() => dialogue().onHangup());
}
