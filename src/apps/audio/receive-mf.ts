import { type Call, end, type Outcome } from '../../channel/call.ts';
import { judgeTones } from '../../channel/prompt/follow-tones.ts';
import { type OptionsGiven, options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { MF_FREQUENCIES, mfDigit } from './_lib/multi-frequency.ts';

/** A digit must sound so long. */
const LEAST_MS = 40;
const ENDS = '#ABC';

type Options = OptionsGiven<'d' | 'k' | 'l' | 'm' | 'n' | 'o' | 'q' | 'r' | 's'>;

/** Reads digits as exchanges sent them. */
export const application = defineApplication({
  name: 'ReceiveMF',
  module: 'app_mf',
  synopsis: 'Reads multi-frequency digits, from KP to ST, into a variable',
  description: ['Does not answer the call. A timeout ends it, after the status is set.'],
  arguments: {
    variable: text('the variable that gets the digits'),
    timeout: text('seconds for all of them; no limit unless given'),
    options: options('how to read', {
      d: { doc: 'accepted: nobody else hears them' },
      k: { doc: 'leave KP out' },
      l: { doc: 'take digits before a KP, too' },
      m: { doc: 'accepted: for conferences' },
      n: { doc: 'enough once so many digits have come', parameter: 'required' },
      o: { doc: 'a KP begins anew' },
      q: { doc: 'accepted: nobody else hears them' },
      r: { doc: 'accepted: be tolerant' },
      s: { doc: 'leave ST out' },
    }),
  },
  results: { RECEIVEMFSTATUS: 'START (an ST has come), ERROR, HANGUP, MAXDIGITS, TIMEOUT' },
  examples: ['same => n,ReceiveMF(number,10)'],
  seeAlso: ['SendMF', 'ReceiveSF', 'Read'],
  async run(call, { variable, timeout, options: given }) {
    if (variable === '') {
      call.warn('ReceiveMF requires an argument (variable)');
      return end();
    }
    const seconds = Number.parseFloat(timeout);
    const heard = { digits: '' };
    const reading = readDigits(call, given, seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY, heard);
    const tell = (status: string): Outcome | undefined => {
      call.set(variable, heard.digits);
      call.set('RECEIVEMFSTATUS', status);
      return status === 'TIMEOUT' ? end() : undefined;
    };
    return tell((await ifCutShort(reading, () => tell('HANGUP'))) ?? 'ERROR');
  },
});

function readDigits(
  call: Call,
  given: Options,
  limitMs: number,
  heard: { digits: string },
): Promise<'START' | 'MAXDIGITS' | 'TIMEOUT' | undefined> {
  const most = Number.parseInt(given.parameter('n') ?? '', 10) || Number.POSITIVE_INFINITY;
  let started = given.has('l');
  let lastedMs = 0;
  let last: string | undefined;
  let passedMs = 0;
  const how = { clock: call.clock, signal: call.signal, frequenciesHz: MF_FREQUENCIES, blockMs: 20 } as const;
  return judgeTones(call.channel, how, (present, stepMs) => {
    passedMs += stepMs;
    const digit = mfDigit(present);
    lastedMs = digit !== undefined && digit === last ? lastedMs + stepMs : stepMs;
    last = digit;
    if (digit === undefined || lastedMs !== LEAST_MS) return passedMs >= limitMs ? 'TIMEOUT' : undefined;
    if (digit === '*') {
      if (started && given.has('o')) heard.digits = '';
      started = true;
    }
    if (!started) return undefined;
    const isEnd = ENDS.includes(digit);
    if (!(digit === '*' && given.has('k')) && !(isEnd && given.has('s'))) heard.digits += digit;
    if (isEnd) return 'START';
    return heard.digits.length >= most ? 'MAXDIGITS' : undefined;
  });
}
