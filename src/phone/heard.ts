import type { Ms } from '../base/duration.ts';
import { yieldNow } from '../base/yield-now.ts';
import { Frame } from '../media/engine/frame.ts';
import { meanAmplitude } from '../media/engine/level.ts';
import { openReader } from '../media/format/open-reader.ts';

/** A frame with a mean amplitude below this is silence: far under speech, well over the noise of G.711. */
const SILENCE_BELOW = 64;
/** So many frames are looked at before others may run. */
const FRAMES_AT_ONCE = 500;

/** How much of a sound file is not silence, in steps of 20 ms. A file that cannot be read counts as far as it can. Never rejects. */
export async function measureHeard(path: string): Promise<Ms> {
  let heardMs: Ms = 0;
  try {
    const reader = openReader(path, 0);
    try {
      const frame = new Frame();
      for (let frames = 1; reader.read(frame); frames++) {
        if (meanAmplitude(frame.pcm(8000), frame.samples(8000)) >= SILENCE_BELOW) heardMs += frame.durationMs;
        if (frames % FRAMES_AT_ONCE === 0) await yieldNow();
      }
    } finally {
      reader.close();
    }
  } catch {
    // Torn or gone: what could be read has been counted.
  }
  return heardMs;
}
