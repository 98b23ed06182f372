import type { ToneStep } from '../facade.ts';

/** The frequencies of the rows of a keypad, in Hz. @see ITU-T Q.23 */
export const DTMF_ROWS = [697, 770, 852, 941] as const;
/** The frequencies of the columns of a keypad, in Hz. @see ITU-T Q.23 */
export const DTMF_COLUMNS = [1209, 1336, 1477, 1633] as const;
/** The keypad, row by row. */
export const DTMF_KEYS = '123A456B789C*0#D';

/** The tone of a key for so long (0 for ever); undefined for what is no key. */
export function dtmfTone(digit: string, durationMs: number): ToneStep | undefined {
  const index = digit.length === 1 ? DTMF_KEYS.indexOf(digit.toUpperCase()) : -1;
  const frequency1Hz = DTMF_ROWS[index >> 2];
  const frequency2Hz = DTMF_COLUMNS[index & 3];
  if (index < 0 || frequency1Hz === undefined || frequency2Hz === undefined) return undefined;
  return { frequency1Hz, frequency2Hz, modulate: false, durationMs, once: false };
}
