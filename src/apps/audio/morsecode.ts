import { playItem } from '../../channel/prompt/play.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import type { ToneStep } from '../../media/facade.ts';
import { morseSigns } from './_lib/morse.ts';

const USUAL_DIT_MS = 80;
const USUAL_TONE_HZ = 800;

/** Plays a text in Morse code. */
export const application = defineApplication({
  name: 'Morsecode',
  module: 'app_morsecode',
  synopsis: 'Plays a text in Morse code',
  description: [
    'Does not answer the call. MORSEDITLEN is the length of a dot in milliseconds (80), MORSETONE its pitch in hertz (800), MORSESPACETONE that of the pauses (0), MORSETYPE is AMERICAN or INTERNATIONAL.',
  ],
  arguments: { text: rest('letters, digits and signs') },
  examples: ['same => n,Morsecode(sos)'],
  seeAlso: ['SayAlpha', 'SayPhonetic'],
  async run(call, { text }) {
    if (text === '') {
      call.log.warning('Syntax: Morsecode(<string>) - no argument found');
      return undefined;
    }
    const ditMs = whole(call.get('MORSEDITLEN'), 1, 10_000) ?? USUAL_DIT_MS;
    const markHz = whole(call.get('MORSETONE'), 0, 20_000) ?? USUAL_TONE_HZ;
    const spaceHz = whole(call.get('MORSESPACETONE'), 0, 20_000) ?? 0;
    const american = (call.get('MORSETYPE') ?? '').toUpperCase() === 'AMERICAN';
    const tone = morseSigns(text, american).map(
      ({ on, dits }): ToneStep => ({
        frequency1Hz: on ? markHz : spaceHz,
        frequency2Hz: 0,
        modulate: false,
        durationMs: dits * ditMs,
        once: false,
      }),
    );
    if (tone.length > 0) await playItem(call.channel, { kind: 'tone', tone, loop: false }, call.signal);
    return undefined;
  },
});

function whole(written: string | undefined, least: number, most: number): number | undefined {
  const value = Number.parseInt(written ?? '', 10);
  return value >= least && value <= most ? value : undefined;
}
