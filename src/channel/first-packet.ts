import type { Clock } from '../base/clock.ts';
import type { LazyAbort } from '../base/lazy-abort.ts';
import type { MediaLeg } from '../media/facade.ts';

/** Resolves at the first packet of audio, after `limitMs`, or when `end` aborts, whichever comes first. Never rejects. */
export async function firstPacket(clock: Clock, media: MediaLeg, end: LazyAbort, limitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(limitMs, resolve);
  const previous = media.listener.onFirstPacket;
  media.listener.onFirstPacket = () => {
    previous?.();
    resolve();
  };
  const unfollow = end.follow(resolve);
  await promise;
  unfollow();
  timer.cancel();
}
