import type { Ms } from '../base/duration.ts';

/** One step of a row of keys: a digit, or a wait. */
export type KeyPress = { readonly digit: string } | { readonly waitMs: Ms };

/** What `w` and `W` stand for, as in the dialplan's SendDTMF. */
const WAITS: Readonly<Record<string, Ms>> = { w: 500, W: 1000 };

/** Reads a row of keys: `0-9 * # A-D`, `w` waits half a second, `W` a second. @returns undefined if there is anything else in it. */
export function parseKeyPresses(text: string): readonly KeyPress[] | undefined {
  const presses: KeyPress[] = [];
  for (const letter of text) {
    const waitMs = WAITS[letter];
    if (waitMs !== undefined) presses.push({ waitMs });
    else if (/[0-9*#A-Da-d]/.test(letter)) presses.push({ digit: letter.toUpperCase() });
    else return undefined;
  }
  return presses;
}
