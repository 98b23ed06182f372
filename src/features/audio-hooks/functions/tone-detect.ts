import type { EvaluationContext } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { options, text } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { ToneDetector, toneDetectorOf } from '../tone-detector.ts';

const USUAL_MS = 500;

/** Counts a tone while the dialplan goes on. */
export const dialplanFunction = defineFunction({
  name: 'TONE_DETECT',
  module: 'res_tonedetect',
  synopsis: 'Listens for a tone while the dialplan goes on, and counts it',
  description: [
    'Written, it begins to listen for a frequency, in both directions unless told otherwise; read with rx or tx, it tells how often the tone was heard from the far end or sent there. A frequency of 0 listens for signals alone.',
    'Deviation: with s the tone is heard all the same; nothing here silences the sound of one frequency.',
  ],
  arguments: {
    what: text('the frequency in hertz; rx or tx when it is read'),
    duration: text('milliseconds that it must last; 500 unless given'),
    options: options('how to listen', {
      a: { doc: 'special information tones count too' },
      b: { doc: 'a busy tone counts too' },
      c: { doc: 'a dial tone counts too' },
      d: { doc: 'accepted: how much weaker it may be, in decibels', parameter: 'required' },
      g: { doc: 'where the channel goes when it is heard from the far end', parameter: 'required' },
      h: { doc: 'where the channel goes when it is sent there', parameter: 'required' },
      n: { doc: 'how often it must be heard before that', parameter: 'required' },
      r: { doc: 'only what comes from the far end' },
      s: { doc: 'accepted: the tone is not to be heard' },
      t: { doc: 'only what is sent there' },
      x: { doc: 'listen no longer' },
    }),
  },
  examples: ['same => n,Set(TONE_DETECT(2600,1000,g(got-2600,s,1))=)', 'same => n,NoOp(${TONE_DETECT(rx)})'],
  seeAlso: ['WaitForTone', 'ToneScan'],
  read(context, { what }) {
    const channel = context.call?.channel;
    const detector = channel && toneDetectorOf(channel);
    if (!detector && /^(rx|tx|both)$/.test(what)) return '';
    switch (what) {
      case 'rx':
        return String(detector?.count('from') ?? '');
      case 'tx':
        return String(detector?.count('to') ?? '');
      case 'both':
        return String(detector?.count() ?? '');
      default:
        context.log.warning(`Invalid direction: ${what}`);
        return '';
    }
  },
  write(context, { what, duration, options: given }) {
    const { call, log } = context;
    if (!call) return;
    const { channel } = call;
    if (given.has('x')) {
      const detector = toneDetectorOf(channel);
      if (!detector) log.warning(`Cannot remove TONE_DETECT from ${channel.name}: TONE_DETECT not currently enabled`);
      detector?.close();
      return;
    }
    const frequencyHz = frequencyOf(context, what);
    const lastsMs = positive(context, duration, 'duration', USUAL_MS);
    const level = positive(context, given.parameter('d'), 'decibel level', 1);
    const times = positive(context, given.parameter('n'), 'number hits required', 1);
    if (frequencyHz === undefined || lastsMs === undefined || level === undefined || times === undefined) return;
    const both = given.has('r') === given.has('t');
    new ToneDetector(context.use(mediaPort), context.clock, channel, {
      frequencyHz,
      lastsMs,
      times,
      signals: [
        ...(given.has('a') ? (['special'] as const) : []),
        ...(given.has('b') ? (['busy'] as const) : []),
        ...(given.has('c') ? (['dial'] as const) : []),
      ],
      sides: both ? ['from', 'to'] : given.has('r') ? ['from'] : ['to'],
      goTo: { from: placeOf(context, given.parameter('g')), to: placeOf(context, given.parameter('h')) },
    });
  },
});

function frequencyOf({ log }: EvaluationContext, written: string): number | undefined {
  const frequencyHz = Number.parseInt(written, 10);
  if (written === '') log.error('No frequency specified');
  else if (Number.isNaN(frequencyHz)) log.warning(`Frequency must be an integer: ${written}`);
  else if (frequencyHz < 0) log.warning(`Sorry, no negative frequencies: ${written}`);
  else if (frequencyHz >= 4000) log.warning(`Frequency must be below 4000 Hz: ${written}`);
  else return frequencyHz;
  return undefined;
}

/** A number above 0; undefined, with a warning, where something else is written. */
function positive(
  { log }: EvaluationContext,
  written: string | undefined,
  what: string,
  usual: number,
): number | undefined {
  if (written === undefined || written === '') return usual;
  const value = Number.parseInt(written, 10);
  if (value > 0) return value;
  log.warning(`Invalid ${what}: ${written}`);
  return undefined;
}

/** `[[context,]exten,]priority`; undefined where none is given. */
function placeOf(context: EvaluationContext, written: string | undefined): DialplanTarget | undefined {
  const channel = context.call?.channel;
  if (!written || !channel) return undefined;
  const place = context
    .use(dialplanPort)
    .resolve(splitArguments(written), channel.position, channel.parties.caller.number);
  if (typeof place !== 'string') return place;
  context.log.warning(place);
  return undefined;
}
