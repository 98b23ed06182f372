import type { ToneStep } from '../facade.ts';

/** A tone as text, read; or what is wrong with it and where. */
export type ParsedTone =
  | { readonly ok: true; readonly steps: readonly ToneStep[] }
  | { readonly ok: false; readonly message: string; readonly offset: number };

const STEP = /^(!?)(M?\d+(?:\.\d+)?)(?:([+*])(M?\d+(?:\.\d+)?)(?:\+\d+)?)?(?:\/(\d+))?$/;
const MOST_STEPS = 200;
const HIGHEST_HZ = 20_000;

/**
 * Reads a tone of indications.conf: steps parted by commas (or `|`), each `[!]f1[+f2|*f2][/ms]`. `!` plays a step only once,
 * `+` adds two frequencies, `*` modulates the first with the second, `M69` is a MIDI note, `0` is silence, and a step without
 * a time lasts for ever. A third frequency, as the sample file has once, is left out, as Asterisk does.
 * @see the comments of Asterisk's indications.conf.sample
 */
export function parseTone(text: string): ParsedTone {
  const steps: ToneStep[] = [];
  let offset = 0;
  for (const piece of text.split(/[,|]/)) {
    const trimmed = piece.trim();
    const at = offset + piece.indexOf(trimmed);
    offset += piece.length + 1;
    const match = STEP.exec(trimmed);
    if (!match) {
      const message = trimmed === '' ? 'a tone step is empty' : `'${trimmed}' is no tone step such as 350+440/500`;
      return { ok: false, message, offset: at };
    }
    const [, once, first, operator, second, duration] = match;
    const frequency1Hz = frequencyOf(first);
    const frequency2Hz = frequencyOf(second);
    if (Math.max(frequency1Hz, frequency2Hz) > HIGHEST_HZ)
      return { ok: false, message: `a tone cannot be higher than ${HIGHEST_HZ} Hz`, offset: at };
    if (steps.length >= MOST_STEPS) return { ok: false, message: `a tone has at most ${MOST_STEPS} steps`, offset: at };
    steps.push({
      frequency1Hz,
      frequency2Hz,
      modulate: operator === '*',
      durationMs: duration === undefined ? 0 : Number(duration),
      once: once === '!',
    });
  }
  return { ok: true, steps };
}

function frequencyOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return text.startsWith('M') ? 440 * 2 ** ((Number(text.slice(1)) - 69) / 12) : Number(text);
}
