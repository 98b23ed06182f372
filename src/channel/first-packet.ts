import type { Clock } from '../base/clock.ts';
import type { MediaLeg } from '../media/facade.ts';

/** Resolves at the first packet of audio, after `limitMs`, or when `signal` aborts, whichever comes first. Never rejects. */
export async function firstPacket(clock: Clock, media: MediaLeg, signal: AbortSignal, limitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(limitMs, resolve);
  const previous = media.listener.onFirstPacket;
  media.listener.onFirstPacket = () => {
    previous?.();
    resolve();
  };
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  timer.cancel();
}
