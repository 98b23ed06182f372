import { end, type Outcome } from '../../channel/call.ts';
import { judgeTones } from '../../channel/prompt/follow-tones.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';

const USUAL_HZ = 2600;
/** A digit is over after so much silence. */
const BETWEEN_DIGITS_MS = 200;

/** Reads digits that come as pulses of one tone. */
export const application = defineApplication({
  name: 'ReceiveSF',
  module: 'app_sf',
  synopsis: 'Reads digits that come as pulses of one frequency into a variable',
  description: ['Does not answer the call. A timeout ends it, after the status is set.'],
  arguments: {
    variable: text('the variable that gets the digits'),
    digits: text('enough once so many have come; no limit unless given'),
    timeout: text('seconds for all of them; no limit unless given'),
    frequency: text('in hertz; 2600 unless given'),
    options: options('how to read', {
      d: { doc: 'accepted: nobody else hears them' },
      e: { doc: 'take 11 to 16 pulses as *, #, D, A, B and C' },
      m: { doc: 'accepted: for conferences' },
      q: { doc: 'accepted: nobody else hears them' },
      r: { doc: 'accepted: be tolerant' },
    }),
  },
  results: { RECEIVESFSTATUS: 'ERROR, HANGUP, MAXDIGITS, TIMEOUT' },
  examples: ['same => n,ReceiveSF(number,7,20)'],
  seeAlso: ['SendSF', 'ReceiveMF'],
  async run(call, { variable, digits: most, timeout, frequency, options: given }) {
    if (variable === '') {
      call.warn('ReceiveSF requires an argument (variable)');
      return end();
    }
    const hertz = Number.parseInt(frequency, 10);
    if (most !== '' && !(Number.parseInt(most, 10) > 0)) {
      call.log.warning(`Invalid number of digits: ${most}`);
      return end();
    }
    const seconds = Number.parseFloat(timeout);
    const limitMs = seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY;
    const wanted = Number.parseInt(most, 10) || Number.POSITIVE_INFINITY;
    const signs = given.has('e') ? '1234567890*#DABC' : '1234567890';
    let digits = '';
    let pulses = 0;
    let quietMs = 0;
    let on = false;
    let passedMs = 0;
    const frequenciesHz = [hertz > 0 && hertz < 4000 ? hertz : USUAL_HZ];
    const how = { clock: call.clock, signal: call.signal, frequenciesHz, blockMs: 20 } as const;
    const reading = judgeTones(call.channel, how, (present, stepMs) => {
      passedMs += stepMs;
      const sounds = present.length > 0;
      if (sounds && !on) pulses++;
      on = sounds;
      quietMs = sounds ? 0 : quietMs + stepMs;
      if (pulses > 0 && quietMs >= BETWEEN_DIGITS_MS) {
        digits += signs[pulses - 1] ?? '';
        pulses = 0;
        if (digits.length >= wanted) return 'MAXDIGITS';
      }
      return passedMs >= limitMs ? 'TIMEOUT' : undefined;
    });
    const tell = (status: string): Outcome | undefined => {
      call.set(variable, digits);
      call.set('RECEIVESFSTATUS', status);
      return status === 'TIMEOUT' ? end() : undefined;
    };
    return tell((await ifCutShort(reading, () => tell('HANGUP'))) ?? 'ERROR');
  },
});
