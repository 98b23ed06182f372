import { yieldNow } from '../../base/yield-now.ts';
import { Frame } from '../engine/frame.ts';
import type { FileFormat } from '../facade.ts';
import { openReader } from './open-reader.ts';
import { SoundWriter } from './writer.ts';

/** So much is converted before others get their turn, in pieces of 20 ms. */
const A_TURN = 50;

/** Writes a sound file anew in another format. `failed` tells which of the two could not be opened, or that what was opened broke on the way. */
export async function convertSoundFile(
  from: string,
  to: string,
  format: FileFormat,
): Promise<{ readonly failed: 'input' | 'output' | 'way' } | undefined> {
  const reader = tried(() => openReader(from, 0));
  if (!reader) return { failed: 'input' };
  const writer = tried(() => new SoundWriter(to, format, false));
  try {
    if (!writer) return { failed: 'output' };
    const frame = new Frame();
    for (let count = 1; reader.read(frame); count++) {
      writer.write(frame);
      if (count % A_TURN === 0) await yieldNow();
    }
    writer.close();
    return undefined;
  } catch {
    return { failed: 'way' };
  } finally {
    reader.close();
    tried(() => writer?.close());
  }
}

function tried<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
