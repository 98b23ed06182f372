import { formatDate } from '../../base/date-format.ts';

/** `YYYY-MM-DD HH:MM:SS` in the machine's zone, or in UTC. */
export function formatTime(ms: number, gmt: boolean): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastTime.second || gmt !== lastTime.gmt)
    lastTime = { second, gmt, text: formatDate('%F %T', ms, gmt ? 'UTC' : '') };
  return lastTime.text;
}

/** The second that was written last: a busy server writes the same one again and again, and dates are what costs most here. */
let lastTime = { second: Number.NaN, gmt: false, text: '' };
