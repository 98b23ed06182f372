import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { playTonesOn, sfSteps } from './_lib/multi-frequency.ts';

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
    for (const [sign] of digits.matchAll(/[^0-9A-DwWfFhH]/g))
      call.log.warning(`Illegal SF character '${sign}' in string. (0-9A-DwWfFhH allowed)`);
    await playTonesOn(call, channel, sfSteps(digits, hertz > 0 && hertz < 4000 ? hertz : undefined));
    return undefined;
  },
});
