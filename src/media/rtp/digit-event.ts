import { CLOCK_PER_MS } from './sender.ts';

/** The payload of a telephone event is four bytes. @see RFC 4733 §2.3 */
export const DIGIT_EVENT_BYTES = 4;
const DIGITS = '0123456789*#ABCD!';
/** -10 dBm0, as phones send. */
const VOLUME = 10;
/** A segment cannot be longer (RFC 4733 §2.5.1.3). */
const LONGEST_SEGMENT = 0xffff;

/** The event code of a digit, or -1. `a` to `d` count as capitals, `!` is a hook flash. */
export function digitEventCode(digit: string): number {
  return digit.length === 1 ? DIGITS.indexOf(digit.toUpperCase()) : -1;
}

/** Writes a telephone event's payload; `duration` in clock ticks. */
export function writeDigitEvent(bytes: Uint8Array, at: number, code: number, end: boolean, duration: number): void {
  const ticks = Math.min(LONGEST_SEGMENT, duration);
  bytes[at] = code;
  bytes[at + 1] = (end ? 0x80 : 0) | VOLUME;
  bytes[at + 2] = ticks >> 8;
  bytes[at + 3] = ticks;
}

/** Told of digits as they are heard. */
export type DigitHeard = (digit: string, phase: 'begin' | 'end', durationMs: number) => void;

/**
 * Makes digits of the telephone events of one far end. Events are told apart by their timestamp, so that lost, repeated
 * and late packets never double a digit; one whose end never comes ends after a time. @see RFC 4733 §2.5.1
 */
export class DigitReceiver {
  /** How long after its last packet a digit counts as ended, in milliseconds. */
  timeoutMs = 375;
  readonly #heard: DigitHeard;
  #digit = '';
  #timestamp = -1;
  /** Clock ticks of segments that are over. */
  #earlier = 0;
  #duration = 0;
  #lastMs = 0;

  constructor(heard: DigitHeard) {
    this.#heard = heard;
  }

  /** True while a digit is down. */
  get active(): boolean {
    return this.#digit !== '';
  }

  /** Takes the payload of an event packet. What is no digit is ignored. */
  receive(bytes: Uint8Array, at: number, length: number, timestamp: number, nowMs: number): void {
    if (length < DIGIT_EVENT_BYTES) return;
    const digit = DIGITS[bytes[at] as number];
    if (digit === undefined) return;
    const end = ((bytes[at + 1] as number) & 0x80) !== 0;
    const duration = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    if (timestamp !== this.#timestamp) {
      if (this.#timestamp >= 0 && ((timestamp - this.#timestamp) | 0) < 0) return;
      const continues = digit === this.#digit && timestamp === (this.#timestamp + LONGEST_SEGMENT) >>> 0;
      if (continues) this.#earlier += LONGEST_SEGMENT;
      else {
        this.#finish();
        this.#digit = digit;
        this.#earlier = 0;
        this.#heard(digit, 'begin', 0);
      }
      this.#timestamp = timestamp;
      this.#duration = 0;
    }
    if (this.#digit === '') return;
    this.#duration = Math.max(this.#duration, duration);
    this.#lastMs = nowMs;
    if (end) this.#finish();
  }

  /** Ends a digit that has not been heard of for {@link timeoutMs}. */
  tick(nowMs: number): void {
    if (this.#digit !== '' && nowMs - this.#lastMs >= this.timeoutMs) this.#finish();
  }

  /** To be called when the far end starts a new stream, whose timestamps begin anywhere. */
  restart(): void {
    this.#finish();
    this.#timestamp = -1;
  }

  #finish(): void {
    if (this.#digit === '') return;
    const digit = this.#digit;
    this.#digit = '';
    this.#heard(digit, 'end', Math.round((this.#earlier + this.#duration) / CLOCK_PER_MS));
  }
}
