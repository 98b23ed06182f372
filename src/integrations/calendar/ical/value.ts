import type { Ms } from '../../../base/duration.ts';
import { DAY, daysInMonth, HOUR, MINUTE, SECOND, type Wall, WEEK, wallOf } from './wall-time.ts';

/** A DATE or DATE-TIME as written. */
export interface IcalTime {
  readonly wall: Wall;
  /** DATE: a whole day. */
  readonly isDate: boolean;
  /** Ends in Z. */
  readonly isUtc: boolean;
}

/**
 * Reads `20261121`, `20261121T090000` or `20261121T090000Z`; undefined if it is neither. Forgives hyphens and colons,
 * missing seconds, and 24:00:00, which some exporters write.
 * @see RFC 5545 §3.3.4, §3.3.5
 */
export function parseTime(text: string): IcalTime | undefined {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z?))?\s*$/i.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (match[4] === undefined) return { wall: wallOf(year, month, day), isDate: true, isUtc: false };
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  // A leap second is read as the second before it.
  const wall = wallOf(year, month, day, hour, minute, Math.min(second, 59));
  return { wall, isDate: false, isUtc: match[7] !== '' && match[7] !== undefined };
}

/** A span of time in two parts: days follow the wall, the rest the clock. Both carry the sign. */
export interface IcalDuration {
  readonly days: number;
  readonly exactMs: Ms;
}

/** The longest duration that is taken at its word: a hundred years. */
const LONGEST_DAYS = 36_525;

/**
 * Reads `P1D`, `-PT15M`, `P1DT2H`, `P2W`; undefined if it is none.
 * @see RFC 5545 §3.3.6
 */
export function parseDuration(text: string): IcalDuration | undefined {
  const match = /^\s*([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\s*$/i.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const n = (i: number): number => Number(match[i] ?? 0);
  const sign = match[1] === '-' ? -1 : 1;
  const days = n(2) * (WEEK / DAY) + n(3);
  const exactMs = n(4) * HOUR + n(5) * MINUTE + n(6) * SECOND;
  if (days > LONGEST_DAYS || exactMs > LONGEST_DAYS * DAY) return undefined;
  // Adding 0 keeps a negative zero out.
  return { days: sign * days + 0, exactMs: sign * exactMs + 0 };
}

/** Reads `+0100`, `-0330`, `-045602`, `+01:00`; undefined if it is none. @see RFC 5545 §3.3.14 */
export function parseOffset(text: string): Ms | undefined {
  const match = /^\s*([+-])(\d{2}):?(\d{2}):?(\d{2})?\s*$/.exec(text);
  if (!match) return undefined;
  const ms = Number(match[2]) * HOUR + Number(match[3]) * MINUTE + Number(match[4] ?? 0) * SECOND;
  if (ms > 24 * HOUR) return undefined;
  return match[1] === '-' ? -ms + 0 : ms;
}
