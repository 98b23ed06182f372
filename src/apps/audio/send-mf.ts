import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { mfSteps, playTonesOn, USUAL_MF_TIMES } from './_lib/multi-frequency.ts';

const LONGEST_MS = 10_000;

/** Sends digits as exchanges did. */
export const application = defineApplication({
  name: 'SendMF',
  module: 'app_mf',
  synopsis: 'Sends multi-frequency digits, as exchanges did among themselves',
  arguments: {
    digits: text('0-9, * for KP, # for ST, A, B and C for the other STs, w for half a second, h for 2600 Hz'),
    gap: text('milliseconds between them; 50 unless given'),
    duration: text('milliseconds of a digit; 55 unless given'),
    kpDuration: text('milliseconds of KP; 120 unless given'),
    stDuration: text('milliseconds of an ST; 65 unless given'),
    channel: text('another channel that hears them'),
  },
  examples: ['same => n,SendMF(*5551234#)'],
  seeAlso: ['ReceiveMF', 'SendSF', 'SendDTMF'],
  async run(call, { digits, gap, duration, kpDuration, stDuration, channel }) {
    if (digits === '') {
      call.warn('SendMF requires an argument');
      return undefined;
    }
    const steps = mfSteps(digits, {
      gapMs: milliseconds(gap, USUAL_MF_TIMES.gapMs),
      digitMs: milliseconds(duration, USUAL_MF_TIMES.digitMs),
      kpMs: milliseconds(kpDuration, USUAL_MF_TIMES.kpMs),
      stMs: milliseconds(stDuration, USUAL_MF_TIMES.stMs),
    });
    await playTonesOn(call, channel, steps);
    return undefined;
  },
});

function milliseconds(written: string, usual: number): number {
  const value = Number.parseInt(written, 10);
  return value > 0 ? Math.min(value, LONGEST_MS) : usual;
}
