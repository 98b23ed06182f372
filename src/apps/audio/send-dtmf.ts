import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { sendDigits } from './_lib/send-digits.ts';

/** Presses digits. */
export const application = defineApplication({
  name: 'SendDTMF',
  module: 'app_senddtmf',
  synopsis: 'Sends digits to the far end of this channel or of another',
  arguments: {
    digits: text('0-9 * # A-D; w waits half a second, W a whole one, f is a hook flash'),
    gap: text('milliseconds between two digits; 250 unless given'),
    duration: text('milliseconds that each is pressed; at least and by default 100'),
    channel: text('the name of another channel'),
    options: text('a: answer this channel if it is another that digits are sent to'),
  },
  examples: ['same => n,SendDTMF(1234w#)', 'same => n,SendDTMF(5,,400)'],
  seeAlso: ['Read'],
  async run(call, { digits, gap, duration, channel: name, options }) {
    const { log } = call;
    if (digits === '') {
      log.warning('SendDTMF requires an argument');
      return undefined;
    }
    const target = name === '' ? call.channel : call.use(channelsPort).find(name);
    if (!target) {
      log.warning(`No such channel: ${name}`);
      return undefined;
    }
    if (options.includes('a')) await target.answer();
    await sendDigits(target, digits, {
      clock: call.clock,
      signal: call.signal,
      log,
      gapMs: Number.parseInt(gap, 10) || 250,
      durationMs: Number.parseInt(duration, 10) || 100,
    });
    return undefined;
  },
});
