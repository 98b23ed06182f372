import type { Call } from '../../channel/call.ts';
import { ANY_DIGIT, type PlayedFile, playFile, waitForOne } from './play.ts';

/** How a listener controls a file. */
export interface PlaybackKeys {
  /** Digits that end it. */
  readonly escapes: string;
  readonly skipMs: number;
  readonly forward: string;
  readonly rewind: string;
  /** Stops, and goes on; none where empty. */
  readonly pause: string;
  readonly offsetMs: number;
}

/** Plays a file whose listener can skip forwards and backwards, and pause. Undefined where it cannot be played. */
export async function playControlled(call: Call, name: string, keys: PlaybackKeys): Promise<PlayedFile | undefined> {
  const { escapes, forward, rewind, pause, skipMs } = keys;
  let fromMs = keys.offsetMs;
  for (;;) {
    const played = await playFile(call, name, `${escapes}${forward}${rewind}${pause}`, Math.round(fromMs * 8));
    if (!played) return undefined;
    const { digit, endMs } = played;
    if (digit === undefined || escapes.includes(digit)) return played;
    if (digit === forward) fromMs = endMs + skipMs;
    else if (digit === rewind) fromMs = Math.max(0, endMs - skipMs);
    else {
      fromMs = endMs;
      let pressed: string | undefined;
      while (pressed !== pause && pressed !== forward && pressed !== rewind) {
        pressed = await waitForOne(call, ANY_DIGIT, undefined);
        if (pressed !== undefined && escapes.includes(pressed)) return { digit: pressed, endMs };
      }
    }
  }
}
