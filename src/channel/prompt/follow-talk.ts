import type { Clock } from '../../base/clock.ts';
import type { MediaLeg } from '../../media/facade.ts';
import type { Channel } from '../channel.ts';

const FRAME_MS = 20;

/**
 * Asks `judge` about each 20 ms of what a channel's far end says, until it gives something. Undefined where there is no audio. Rejects
 * with the signal's reason. Digits pressed meanwhile are lost.
 * @param threshold the mean amplitude below which a frame is silence, 0..32767.
 */
export async function judgeFrames<T>(
  channel: Channel,
  threshold: number,
  how: { readonly clock: Clock; readonly signal: AbortSignal },
  judge: (talking: boolean, frameMs: number) => T | undefined,
): Promise<T | undefined> {
  const talk = followTalk(channel, threshold);
  if (!talk) return undefined;
  const unlisten = channel.listen({ onDigit() {} });
  let judgedMs = how.clock.monotonic();
  try {
    for (;;) {
      await how.clock.sleep(FRAME_MS, how.signal);
      for (; judgedMs + FRAME_MS <= how.clock.monotonic(); judgedMs += FRAME_MS) {
        const verdict = judge(talk.talking(), FRAME_MS);
        if (verdict !== undefined) return verdict;
      }
    }
  } finally {
    unlisten();
    talk.stop();
  }
}

/**
 * Follows, frame by frame, whether the far end of a channel talks. Undefined where it has no audio; else `stop` ends it and hands the
 * leg back as it was.
 * @param threshold the mean amplitude below which a frame is silence, 0..32767.
 */
function followTalk(channel: Channel, threshold: number): { talking(): boolean; stop(): void } | undefined {
  const leg: MediaLeg | undefined = channel.media;
  if (!leg) return undefined;
  let talking = false;
  const before = leg.listener.onTalk;
  leg.listener.onTalk = (now) => {
    talking = now;
  };
  leg.detectTalk({ threshold, silenceMs: 20, talkMs: 20 });
  return {
    talking: () => talking,
    stop() {
      leg.detectTalk(null);
      if (before) leg.listener.onTalk = before;
      else delete leg.listener.onTalk;
    },
  };
}
