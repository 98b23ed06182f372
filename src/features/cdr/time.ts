import { formatDate } from '../../base/date-format.ts';

/** So many seconds are remembered as they were written. */
const REMEMBERED = 16;

/** `YYYY-MM-DD HH:MM:SS` in the machine's zone, or in UTC. */
export function formatTime(ms: number, gmt: boolean): string {
  const second = Math.floor(ms / 1000);
  const known = gmt ? inUtc : inZone;
  let text = known.get(second);
  if (text === undefined) {
    if (known.size === REMEMBERED) known.clear();
    text = formatDate('%F %T', ms, gmt ? 'UTC' : '');
    known.set(second, text);
  }
  return text;
}

// A busy server writes the same few seconds again and again, and dates are what costs most in a record.
const inZone = new Map<number, string>();
const inUtc = new Map<number, string>();
