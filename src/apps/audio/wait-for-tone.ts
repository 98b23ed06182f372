import { type Call, end } from '../../channel/call.ts';
import { judgeTones } from '../../channel/prompt/follow-tones.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';

const USUAL_MS = 500;

/** Waits for a tone. */
export const application = defineApplication({
  name: 'WaitForTone',
  module: 'res_tonedetect',
  synopsis: 'Waits for a tone of one frequency',
  description: ['Does not answer the call.'],
  arguments: {
    frequency: text('in hertz'),
    duration: text('milliseconds that it must last; 500 unless given'),
    timeout: text('seconds; no limit unless given'),
    times: text('how often; once unless given'),
    options: options('how to listen', {
      d: { doc: 'accepted: how much weaker it may be, in decibels', parameter: 'required' },
      s: { doc: 'accepted: nobody else hears what is waited for' },
    }),
  },
  results: { WAITFORTONESTATUS: 'SUCCESS, ERROR, TIMEOUT, HANGUP' },
  examples: ['same => n,WaitForTone(2600,250,30)'],
  seeAlso: ['ToneScan', 'PlayTones'],
  async run(call, { frequency, duration, timeout, times }) {
    const frequencyHz = Number.parseInt(frequency, 10);
    if (frequency === '') call.log.error('No frequency specified');
    else if (Number.isNaN(frequencyHz)) call.log.warning(`Frequency must be an integer: ${frequency}`);
    const lastsMs = positive(call, duration, 'duration', USUAL_MS);
    const seconds = positive(call, timeout, 'timeout', Number.POSITIVE_INFINITY);
    const count = positive(call, times, 'number of times', 1);
    const status = (value: string): undefined => {
      call.set('WAITFORTONESTATUS', value);
    };
    if (!(frequencyHz > 0 && frequencyHz < 4000) || !lastsMs || !seconds || !count) {
      status('ERROR');
      return end();
    }
    let heard = 0;
    let toneMs = 0;
    let passedMs = 0;
    const waiting = judgeTones(
      call.channel,
      { clock: call.clock, signal: call.signal, frequenciesHz: [frequencyHz], blockMs: 20 },
      (present, stepMs) => {
        passedMs += stepMs;
        toneMs = present.length > 0 ? toneMs + stepMs : 0;
        if (toneMs === stepMs * Math.ceil(lastsMs / stepMs) && ++heard >= count) return 'SUCCESS';
        return passedMs >= seconds * 1000 ? 'TIMEOUT' : undefined;
      },
    );
    return status((await ifCutShort(waiting, () => status('HANGUP'))) ?? 'ERROR');
  },
});

/** A number above 0; undefined, with a warning, where something else is written. */
function positive(call: Call, written: string, what: string, usual: number): number | undefined {
  if (written === '') return usual;
  const value = Number.parseFloat(written);
  if (value > 0) return value;
  call.log.warning(`Invalid ${what}: ${written}`);
  return undefined;
}
