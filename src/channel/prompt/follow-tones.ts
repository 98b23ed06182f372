import type { Clock } from '../../base/clock.ts';
import type { Channel } from '../channel.ts';

const STEP_MS = 20;

/** What is listened for. */
export interface FollowTones {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly frequenciesHz: readonly number[];
  /** See `MediaLeg.detectTones`. */
  readonly blockMs: 20 | 40;
}

/**
 * Asks `judge` every 20 ms about the frequencies that a channel's far end makes sound, until it gives something. Undefined where there is no
 * audio. Rejects with the signal's reason. Digits pressed meanwhile are lost.
 */
export async function judgeTones<T>(
  channel: Channel,
  how: FollowTones,
  judge: (present: readonly number[], stepMs: number) => T | undefined,
): Promise<T | undefined> {
  const leg = channel.media;
  if (!leg) return undefined;
  let present: readonly number[] = [];
  const before = leg.listener.onTones;
  leg.listener.onTones = (frequencies) => {
    present = frequencies;
  };
  leg.detectTones({ frequenciesHz: how.frequenciesHz, blockMs: how.blockMs });
  const unlisten = channel.listen({ onDigit() {} });
  let judgedMs = how.clock.monotonic();
  try {
    for (;;) {
      await how.clock.sleep(STEP_MS, how.signal);
      for (; judgedMs + STEP_MS <= how.clock.monotonic(); judgedMs += STEP_MS) {
        const verdict = judge(present, STEP_MS);
        if (verdict !== undefined) return verdict;
      }
    }
  } finally {
    unlisten();
    leg.detectTones(null);
    if (before) leg.listener.onTones = before;
    else delete leg.listener.onTones;
  }
}
