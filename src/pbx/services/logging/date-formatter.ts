import { formatDate } from '../../../base/date-format.ts';

/** Formats many times of day with one format of strftime(3), doing the work once a second where the format has no fractions. */
export function createDateFormatter(format: string): (timeMs: number) => string {
  const fractions = /%\d?q/.test(format);
  let second = Number.NaN;
  let text = '';
  return (timeMs) => {
    const now = fractions ? timeMs : Math.floor(timeMs / 1000);
    if (now !== second) {
      second = now;
      text = formatDate(format, timeMs);
    }
    return text;
  };
}
