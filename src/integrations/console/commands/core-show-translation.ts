import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { AudioForm } from '../translation-times.ts';

/** The most seconds that one call may measure over. */
const MOST_SECONDS = 20;

type Times = typeof import('../translation-times.ts');

let measured: ReadonlyMap<string, number> | undefined;

/**
 * `core show translation`.
 *
 * Deviation: the times are measured; Asterisk shows costs that it has in a table.
 */
export const command = defineCliCommand({
  command: 'core show translation [recalc|paths] [<what>] [<rate>]',
  module: 'core',
  synopsis: 'Tell what it costs to convert audio from one codec to another, or by which way it goes',
  usage: `core show translation [recalc [<seconds>]]
    shows the times for one second of audio, with recalc measured anew over so many seconds.
core show translation paths <codec> [<rate>]
    shows the ways from one codec to all others.`,
  complete: (_context, typed) => (typed.length > 0 ? [] : ['recalc', 'paths']),
  async run({ clock }, [form, what, rate]) {
    const times = await import('../translation-times.ts');
    if (form === 'paths') return what === undefined ? { usage: true } : paths(times, what, Number(rate));
    const seconds = Math.min(MOST_SECONDS, Math.max(1, Number.parseInt(what ?? '1', 10) || 1));
    if (form === 'recalc' || measured === undefined) measured = times.measureSteps(seconds, () => clock.monotonic());
    const head =
      form === 'recalc' ? `         Recalculating Codec Translation (number of sample seconds: ${seconds})\n\n` : '';
    const steps = measured;
    return head + table(times.audioForms, (from, to) => times.translationTime(steps, from, to));
  },
});

function table(forms: readonly AudioForm[], timeOf: (from: AudioForm, to: AudioForm) => number): string {
  const cell = (from: AudioForm, to: AudioForm): string => (from === to ? '-' : String(timeOf(from, to)));
  const widths = forms.map((to) => Math.max(5, to.name.length, ...forms.map((from) => cell(from, to).length)));
  const line = (label: string, cells: readonly string[]): string =>
    `${label.padStart(9)} ${cells.map((text, index) => text.padStart(widths[index] ?? 0)).join(' ')}\n`;
  const heading = line(
    '',
    forms.map(({ name }) => name),
  );
  const rows = forms.map((from) =>
    line(
      from.name,
      forms.map((to) => cell(from, to)),
    ),
  );
  return `         Translation times between formats (in microseconds) for one second of data\n          Source Format (Rows) Destination Format (Columns)\n\n${heading}${rows.join('')}\n`;
}

function paths({ audioForms, translationPath }: Times, codec: string, rate: number) {
  const from = audioForms.find((form) => form.codec === codec && (!(rate > 0) || form.rateHz === rate));
  if (!from) return { failed: true as const, text: `Source codec "${codec}" is not found.\n` };
  const lines = audioForms
    .filter((to) => to !== from)
    .map((to) => {
      const way = translationPath(from, to).map((form) => `(${form.codec}@${form.rateHz})`);
      const ends = [from, to].map((form) => `${form.codec}:${form.rateHz}`);
      return `\t${(ends[0] ?? '').padEnd(16)} To ${(ends[1] ?? '').padEnd(15)} : ${way.join('->').padEnd(60)}\n`;
    });
  return `--- Translation paths SRC Codec "${codec}" sample rate ${from.rateHz} ---\n${lines.join('')}`;
}
