import { type Call, end } from '../../channel/call.ts';
import { judgeFrames } from '../../channel/prompt/follow-talk.ts';
import { judgeTones } from '../../channel/prompt/follow-tones.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { CallProgress, progressFrequencies, progressZone } from './_lib/call-progress.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';

const VOICE_THRESHOLD = 256;
/** Speech lasts so long, without being any tone. */
const VOICE_MS = 400;

/** Waits for a tone of the line and tells which it is. */
export const application = defineApplication({
  name: 'ToneScan',
  module: 'res_tonedetect',
  synopsis: 'Waits for a tone of the line and tells which it is',
  description: ['Does not answer the call.'],
  arguments: {
    zone: text('us, uk, cr or nothing'),
    timeout: text('seconds; no limit unless given'),
    threshold: text('how often the tone must be found; 1 unless given'),
    options: options('what else to listen for', { f: { doc: 'fax machines' }, v: { doc: 'voices' } }),
  },
  results: { TONESCANSTATUS: 'RINGING, BUSY, SIT, VOICE, DTMF, FAX, MODEM, DIALTONE, NUT, TIMEOUT, HANGUP' },
  examples: ['same => n,ToneScan(us,10,1,v)'],
  seeAlso: ['WaitForTone'],
  async run(call, { zone, timeout, threshold, options: given }) {
    const wanted = progressZone(zone);
    if (!wanted) return refuse(call, `Invalid call progress zone: ${zone}`);
    const seconds = timeout === '' ? Number.POSITIVE_INFINITY : Number.parseFloat(timeout);
    if (!(seconds > 0)) return refuse(call, `Invalid timeout: ${timeout}`);
    const matches = threshold === '' ? 1 : Number.parseInt(threshold, 10);
    if (!(matches > 0)) return refuse(call, `Invalid threshold: ${threshold}`);
    const over = new AbortController();
    const signal = AbortSignal.any([call.signal, over.signal]);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const unlisten = call.channel.listen({ onDigit: () => resolve('DTMF') });
    const progress = new CallProgress(wanted, { fax: given.has('f'), matches });
    let passedMs = 0;
    const how = { clock: call.clock, signal, frequenciesHz: progressFrequencies, blockMs: 40 } as const;
    judgeTones(call.channel, how, (present, stepMs) => {
      passedMs += stepMs;
      return progress.hear(present, stepMs) ?? (passedMs >= seconds * 1000 ? 'TIMEOUT' : undefined);
    }).then((found) => resolve(found ?? 'TIMEOUT'), reject);
    if (given.has('v'))
      hearVoice(call, progress, signal).then(
        () => resolve('VOICE'),
        () => {},
      );
    try {
      call.set('TONESCANSTATUS', await ifCutShort(promise, () => call.set('TONESCANSTATUS', 'HANGUP')));
      return undefined;
    } finally {
      over.abort();
      unlisten();
    }
  },
});

function refuse(call: Call, why: string): ReturnType<typeof end> {
  call.log.warning(why);
  return end();
}

/** Resolves when something is heard for a while that is no tone. */
async function hearVoice(call: Call, progress: CallProgress, signal: AbortSignal): Promise<void> {
  let talkMs = 0;
  await judgeFrames(call.channel, VOICE_THRESHOLD, { clock: call.clock, signal }, (talking, frameMs) => {
    if (progress.sounds) talkMs = 0;
    else if (talking) talkMs += frameMs;
    return talkMs >= VOICE_MS ? true : undefined;
  });
}
