import type { Clock } from '../../../base/clock.ts';
import type { Channel } from '../../../channel/channel.ts';

/** How digits are sent. */
export interface DigitPacing {
  readonly gapMs: number;
  readonly lengthMs: number;
  readonly signal: AbortSignal;
}

/** Sends digits one after another; `w` waits half a second, `W` a whole one, `f` is a hook flash, other signs are left out. */
export async function sendDigitString(
  clock: Clock,
  channel: Channel,
  digits: string,
  pacing: DigitPacing,
): Promise<void> {
  for (const sign of digits) {
    if (sign === 'w' || sign === 'W') await clock.sleep(sign === 'w' ? 500 : 1000, pacing.signal);
    else if (/[0-9*#a-dA-D]/.test(sign) || sign === 'f' || sign === 'F') {
      channel.sendDigit(/[fF]/.test(sign) ? '!' : sign.toUpperCase(), pacing.lengthMs);
      await clock.sleep(pacing.lengthMs + pacing.gapMs, pacing.signal);
    }
  }
}
