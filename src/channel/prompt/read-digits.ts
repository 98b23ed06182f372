import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { Channel } from '../channel.ts';
import { DigitStream } from './digit-stream.ts';

/** How digits are read. */
export interface ReadDigitsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Enough once so many have come. */
  readonly maxDigits: number;
  /** Digits that end the reading and are not part of it. */
  readonly terminators: string;
  /** How long the first digit may take, and each further one; no limit where left out. */
  readonly firstMs: Ms | undefined;
  readonly interMs: Ms | undefined;
  /** What has been pressed before, for example while a prompt was played. */
  readonly start?: string | undefined;
}

/** Why reading ended. */
export type ReadEnd = 'full' | 'terminated' | 'timeout';

/** What was read, and why no more. */
export interface DigitsRead {
  readonly digits: string;
  readonly end: ReadEnd;
  /** The digit that ended it. */
  readonly terminator: string | undefined;
}

/** Reads digits until there are enough, a terminator is pressed, or none comes in time. Rejects with the signal's reason. */
export async function readDigits(channel: Channel, options: ReadDigitsOptions): Promise<DigitsRead> {
  const { clock, signal, maxDigits, terminators, firstMs, interMs } = options;
  const stream = new DigitStream(channel);
  const before = [...(options.start ?? '')];
  let digits = '';
  try {
    for (;;) {
      const digit = before.shift() ?? (await stream.next(clock, digits === '' ? firstMs : interMs, signal));
      if (digit === undefined) return { digits, end: 'timeout', terminator: undefined };
      if (terminators.includes(digit)) return { digits, end: 'terminated', terminator: digit };
      digits += digit;
      if (digits.length >= maxDigits) return { digits, end: 'full', terminator: undefined };
    }
  } finally {
    stream.close();
  }
}
