import type { Call } from '../../../channel/call.ts';
import { judgeFrames } from '../../../channel/prompt/follow-talk.ts';

/** What is waited for. */
export interface WaitForSound {
  readonly sound: 'silence' | 'noise';
  /** How long it must last, without a break. */
  readonly lastsMs: number;
  readonly times: number;
  /** 0: no limit. */
  readonly timeoutMs: number;
}

/** What is quieter is silence, as Asterisk 16 has it without a dsp.conf. */
const THRESHOLD = 256;

/** Waits until the far end has been silent, or heard, so long and so often. @returns whether that came before the time was up. */
export async function waitForSound(call: Call, wanted: WaitForSound): Promise<'heard' | 'timeout'> {
  const { sound, times, lastsMs, timeoutMs } = wanted;
  const { channel, clock, log } = call;
  log.verbose(3, `Waiting ${times} time(s) for ${lastsMs}ms of ${sound} with ${timeoutMs / 1000}s timeout`);
  let heard = 0;
  let lastedMs = 0;
  let passedMs = 0;
  const verdict = await judgeFrames(channel, THRESHOLD, { clock, signal: call.signal }, (talking, frameMs) => {
    passedMs += frameMs;
    if (timeoutMs > 0 && passedMs >= timeoutMs) return 'timeout' as const;
    lastedMs = talking === (sound === 'noise') ? lastedMs + frameMs : 0;
    if (lastedMs < lastsMs) return undefined;
    log.verbose(3, `Exiting with ${lastedMs}ms of ${sound} >= ${lastsMs}ms required`);
    lastedMs = 0;
    return ++heard >= times ? ('heard' as const) : undefined;
  });
  return verdict ?? 'timeout';
}
