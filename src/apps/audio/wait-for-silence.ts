import { integer } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { waitForSound } from './_lib/wait-for-sound.ts';

/** Waits until the far end is silent. */
export const application = defineApplication({
  name: 'WaitForSilence',
  module: 'app_waitforsilence',
  synopsis: 'Waits until the far end is silent',
  description: [
    'Answers the call first. Silence must last so long without a break, so often, before the time is up. Before a message it lets the person who answered finish.',
  ],
  arguments: {
    lasts: integer('milliseconds; 1000 if left out', { min: 0, fallback: 1000 }),
    times: integer('how often; once if left out', { min: 1, fallback: 1 }),
    timeout: integer('seconds; no limit if left out', { min: 0, fallback: 0 }),
  },
  results: { WAITSTATUS: 'SILENCE, TIMEOUT, or HANGUP' },
  examples: ['same => n,WaitForSilence(500,2,10)'],
  seeAlso: ['WaitForNoise', 'AMD'],
  async run(call, { lasts = 1000, times = 1, timeout = 0 }) {
    await answerFirst(call, { skip: false, noAnswer: false });
    const wanted = { sound: 'silence', lastsMs: lasts, times, timeoutMs: timeout * 1000 } as const;
    const outcome = await ifCutShort(waitForSound(call, wanted), () => call.set('WAITSTATUS', 'HANGUP'));
    call.set('WAITSTATUS', outcome === 'heard' ? 'SILENCE' : 'TIMEOUT');
    return undefined;
  },
});
