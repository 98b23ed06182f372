import type { Clock } from '../base/clock.ts';
import type { LazyAbort } from '../base/lazy-abort.ts';
import type { MediaLeg } from '../media/facade.ts';

/** Resolves at the first packet of audio, after `limitMs`, or when `end` aborts, whichever comes first. Never rejects. */
export function firstPacket(clock: Clock, media: MediaLeg, end: LazyAbort, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      end.remove(done);
      timer.cancel();
      resolve();
    };
    const timer = clock.after(limitMs, done);
    const previous = media.listener.onFirstPacket;
    media.listener.onFirstPacket = () => {
      previous?.();
      done();
    };
    end.add(done);
  });
}
