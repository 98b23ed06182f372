import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { pauseSteps, playTonesOn, toneStep } from './_lib/multi-frequency.ts';

const USUAL_HZ = 2600;
const PULSE_MS = 60;
const BETWEEN_PULSES_MS = 40;
const BETWEEN_DIGITS_MS = 700;

/** Sends digits as pulses of one tone. */
export const application = defineApplication({
  name: 'SendSF',
  module: 'app_sf',
  synopsis: 'Sends digits as pulses of one frequency, as trunks did',
  arguments: {
    digits: text('0-9, w for half a second, h for 2600 Hz'),
    frequency: text('in hertz; 2600 unless given'),
    channel: text('another channel that hears them'),
  },
  examples: ['same => n,SendSF(5551234)'],
  seeAlso: ['ReceiveSF', 'SendMF'],
  async run(call, { digits, frequency, channel }) {
    if (digits === '') {
      call.warn('SendSF requires an argument');
      return undefined;
    }
    const hertz = Number.parseInt(frequency, 10);
    const tone = [hertz > 0 && hertz < 4000 ? hertz : USUAL_HZ];
    const pulse = [toneStep(tone, PULSE_MS), toneStep([], BETWEEN_PULSES_MS)];
    const steps = [...digits].flatMap((sign) => {
      if (!/[0-9A-DwWfFhH]/.test(sign))
        call.log.warning(`Illegal SF character '${sign}' in string. (0-9A-DwWfFhH allowed)`);
      if (!/\d/.test(sign)) return pauseSteps(sign);
      const pulses = Array.from({ length: Number(sign) || 10 }, () => pulse).flat();
      return [...pulses, toneStep([], BETWEEN_DIGITS_MS)];
    });
    await playTonesOn(call, channel, steps);
    return undefined;
  },
});
