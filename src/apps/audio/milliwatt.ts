import { playItem } from '../../channel/prompt/play.ts';
import { options } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import type { ToneStep } from '../../media/facade.ts';

/**
 * Plays a test tone.
 *
 * Deviation: the tone has the level of all other tones with every option, not 0 dBm.
 */
export const application = defineApplication({
  name: 'Milliwatt',
  module: 'app_milliwatt',
  synopsis: 'Plays a test tone of 1004 Hz until the caller hangs up',
  arguments: {
    options: options('which tone', {
      m: { doc: 'with a second of silence after every nine' },
      o: { doc: '1000 Hz, as it once was' },
    }),
  },
  examples: ['same => n,Milliwatt(m)'],
  async run(call, { options: given }) {
    await call.channel.answer();
    call.throwIfInterrupted();
    const tone: ToneStep[] = [step(given.has('o') ? 1000 : 1004, given.has('m') ? 9000 : 1000)];
    if (given.has('m')) tone.push(step(0, 1000));
    await playItem(call.channel, { kind: 'tone', tone, loop: true }, call.signal);
    return undefined;
  },
});

function step(frequency1Hz: number, durationMs: number): ToneStep {
  return { frequency1Hz, frequency2Hz: 0, modulate: false, durationMs, once: false };
}
