import type { Clock } from '../../../base/clock.ts';
import type { Ms } from '../../../base/duration.ts';
import type { Logger } from '../../../base/log.ts';
import type { Channel } from '../../../channel/channel.ts';

/** How digits are sent. */
export interface SendDigitsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Between two digits. */
  readonly gapMs: Ms;
  /** How long each is pressed; never less than 100. */
  readonly durationMs: Ms;
}

const BEFORE_MS = 100;
const SHORTEST_MS = 100;

/** Presses digits one after another; `w` and `W` are pauses, `f` a hook flash. Rejects with the signal's reason. */
export async function sendDigits(channel: Channel, digits: string, options: SendDigitsOptions): Promise<void> {
  const { clock, signal, log } = options;
  const durationMs = Math.max(SHORTEST_MS, options.durationMs);
  await clock.sleep(BEFORE_MS, signal);
  for (const sign of digits) {
    if (sign === 'w') await clock.sleep(500, signal);
    else if (sign === 'W') await clock.sleep(1000, signal);
    else if (/^[0-9*#a-dA-DfF]$/.test(sign)) {
      const digit = /[fF]/.test(sign) ? '!' : sign.toUpperCase();
      channel.sendDigit(digit, durationMs);
      await clock.sleep(durationMs + options.gapMs, signal);
    } else log.warning(`Illegal DTMF character '${sign}' in string. (0-9*#aAbBcCdD allowed)`);
  }
}
