import type { Call } from '../../channel/call.ts';
import { type OptionsGiven, type OptionTable, options } from '../../extend/argument.ts';

const optionTable = {
  b: { doc: 'only channels that are in a bridge' },
  B: { doc: 'speak to both parties of the call' },
  c: { doc: 'the digit that goes to the next channel, instead of *', parameter: 'required' },
  d: { doc: 'the digits 4, 5 and 6 choose to listen, to whisper, or to speak to both' },
  e: { doc: 'only channels of these devices, joined by :', parameter: 'required' },
  E: { doc: 'end when the channel is hung up' },
  g: { doc: 'only channels whose SPYGROUP has one of these groups, joined by :', parameter: 'required' },
  l: { doc: 'accepted: sound waits as long as it must' },
  n: { doc: 'say the name of whom it is listened to, from the mailbox', parameter: 'optional' },
  N: { doc: 'say nothing of whom it is listened to' },
  o: { doc: 'hear only what the channel says' },
  q: { doc: 'no beep, and say nothing of whom it is listened to' },
  r: { doc: 'record what is heard in astspooldir/monitor', parameter: 'optional' },
  s: { doc: 'do not say the technology' },
  S: { doc: 'end when there is no channel (more) to listen to' },
  u: { doc: 'the prefix is a whole name or a unique id' },
  v: { doc: 'the volume, -4 to 4', parameter: 'optional' },
  w: { doc: 'whisper to the channel' },
  W: { doc: 'whisper without hearing' },
  x: { doc: 'the digit that ends it', parameter: 'required' },
  X: { doc: 'a digit that is an extension of SPY_EXIT_CONTEXT, or of this context, goes there' },
} as const satisfies OptionTable;

/** The options that were given to ChanSpy or ExtenSpy. */
export type SpyOptions = OptionsGiven<Extract<keyof typeof optionTable, string>>;

/** The option argument of ChanSpy and ExtenSpy. */
export const spyOptions = options('how to listen', optionTable);

/** What the spy's voice does. */
export type SpyMode = 'listen' | 'whisper' | 'whisper-only' | 'barge';

/** The mode to begin with. */
export function modeOf(given: SpyOptions): SpyMode {
  if (given.has('B')) return 'barge';
  if (given.has('W')) return 'whisper-only';
  return given.has('w') ? 'whisper' : 'listen';
}

/** The volume to begin with. */
export function volumeOf(call: Call, given: SpyOptions): number {
  const written = given.parameter('v');
  if (written === undefined) return 0;
  const value = Number.parseInt(written, 10);
  if (value >= -4 && value <= 4) return value;
  call.log.notice('Volume factor must be a number between -4 and 4');
  return 0;
}

/** A volume as decibels: so many times as loud, or so many times less. */
export function volumeDb(volume: number): number {
  if (volume === 0) return 0;
  return Math.sign(volume) * 20 * Math.log10(Math.abs(volume));
}
