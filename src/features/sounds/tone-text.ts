import type { ToneStep } from '../../media/facade.ts';

/** `[!]f[+f|*f][/ms]`; an M before a frequency makes it a MIDI note. */
const ELEMENT =
  /^(?<once>!?)(?<first>M?\d+(?:\.\d+)?)(?:(?<sign>[+*])(?<second>M?\d+(?:\.\d+)?))?(?:[+*].*?)?(?:\/(?<ms>\d+))?$/;

/** The tone that a text of indications.conf or PlayTones() means; a string says what is wrong with it. */
export function parseTone(text: string): readonly ToneStep[] | string {
  const steps: ToneStep[] = [];
  for (const piece of text.split(/[,|]/)) {
    const element = piece.trim();
    if (element === '') continue;
    const groups = ELEMENT.exec(element)?.groups;
    if (!groups) return `'${element}' is no tone`;
    steps.push({
      frequency1Hz: frequency(groups['first'] ?? '0'),
      frequency2Hz: frequency(groups['second'] ?? '0'),
      modulate: groups['sign'] === '*',
      durationMs: Number(groups['ms'] ?? 0),
      once: groups['once'] === '!',
    });
  }
  return steps.length === 0 ? 'there is no tone in it' : steps;
}

/** Hertz, or the frequency of a MIDI note (69 is 440 Hz). */
function frequency(text: string): number {
  if (!text.startsWith('M')) return Number(text);
  return 440 * 2 ** ((Number(text.slice(1)) - 69) / 12);
}
