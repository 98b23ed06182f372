import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';
import type { Call } from '../../channel/call.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** How often what has been said is handed on. */
const EVERY_MS = 20;

/**
 * Hands what the far end says to `sink`, as signed linear samples of 16 bits at 8 kHz, until the returned function ends it. It goes by
 * way of a file, so that a script that does not read can hold up nobody but itself.
 */
export function tapAudio(call: Call, sink: (chunk: Buffer) => void): () => void {
  const folder = join(call.use(systemPort).directories.spool, 'tmp');
  makeFolder(folder);
  const path = join(folder, `eagi-${randomUUID()}.sln`);
  const recording = call.channel.media?.record({ path, format: 'sln', append: false, keepSilence: true });
  if (!recording) return () => {};
  const buffer = Buffer.alloc(16_384);
  let file: number | undefined;
  let at = 0;
  const timer = call.clock.every(EVERY_MS, () => {
    file ??= openIfThere(path);
    if (file === undefined) return;
    for (let length = readSync(file, buffer, 0, buffer.length, at); length > 0; ) {
      at += length;
      sink(Buffer.from(buffer.subarray(0, length)));
      length = readSync(file, buffer, 0, buffer.length, at);
    }
  });
  return () => {
    timer.cancel();
    recording.stop();
    if (file !== undefined) closeSync(file);
    void recording.done.then(() => rmSync(path, { force: true }));
  };
}

/** The engine makes the file in its own time. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}
