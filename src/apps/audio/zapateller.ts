import { playItem } from '../../channel/prompt/play.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

const TONE_MS = 330;
const AFTER_MS = 1000;
const AFTER_ANSWER_MS = 500;

/** Plays the tones that machines take for a number that is not in service. */
export const application = defineApplication({
  name: 'Zapateller',
  module: 'app_zapateller',
  synopsis: 'Plays the special information tones, at which dialling machines give up',
  arguments: {
    options: rest('answer: answer the call first; nocallerid: only for callers who show no number'),
  },
  results: { ZAPATELLERSTATUS: 'NOTHING, ANSWERED, ZAPPED' },
  examples: ['same => n,Zapateller(answer,nocallerid)'],
  seeAlso: ['PrivacyManager'],
  async run(call, { options }) {
    const { channel, clock, signal } = call;
    const words = options.toLowerCase().split(',');
    call.set('ZAPATELLERSTATUS', 'NOTHING');
    if (!channel.isUp && words.includes('answer')) {
      await channel.answer();
      call.set('ZAPATELLERSTATUS', 'ANSWERED');
      await clock.sleep(AFTER_ANSWER_MS, signal);
    }
    if (words.includes('nocallerid') && channel.parties.caller.number) return undefined;
    const tone = [950, 1400, 1800].map((frequency1Hz) => ({
      frequency1Hz,
      frequency2Hz: 0,
      modulate: false,
      durationMs: TONE_MS,
      once: false,
    }));
    await playItem(channel, { kind: 'tone', tone, loop: false }, signal);
    await clock.sleep(AFTER_MS, signal);
    call.set('ZAPATELLERSTATUS', 'ZAPPED');
    return undefined;
  },
});
