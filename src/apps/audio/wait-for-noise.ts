import { integer } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { waitForSound } from './_lib/wait-for-sound.ts';

/** Waits until the far end is heard. */
export const application = defineApplication({
  name: 'WaitForNoise',
  module: 'app_waitforsilence',
  synopsis: 'Waits until the far end is heard',
  description: [
    'Answers the call first. Noise must last so long without a break, so often, before the time is up. Before a message it lets the person who answered finish.',
  ],
  arguments: {
    lasts: integer('milliseconds; 1000 if left out', { min: 0, fallback: 1000 }),
    times: integer('how often; once if left out', { min: 1, fallback: 1 }),
    timeout: integer('seconds; no limit if left out', { min: 0, fallback: 0 }),
  },
  results: { WAITSTATUS: 'NOISE, TIMEOUT, or HANGUP' },
  examples: ['same => n,WaitForNoise(500,2,10)'],
  seeAlso: ['WaitForSilence', 'AMD'],
  async run(call, { lasts = 1000, times = 1, timeout = 0 }) {
    await answerFirst(call, { skip: false, noAnswer: false });
    const wanted = { sound: 'noise', lastsMs: lasts, times, timeoutMs: timeout * 1000 } as const;
    const outcome = await ifCutShort(waitForSound(call, wanted), () => call.set('WAITSTATUS', 'HANGUP'));
    call.set('WAITSTATUS', outcome === 'heard' ? 'NOISE' : 'TIMEOUT');
    return undefined;
  },
});
