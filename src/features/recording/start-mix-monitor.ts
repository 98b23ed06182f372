import { basename, isAbsolute, join } from 'node:path';
import type { Call } from '../../channel/call.ts';
import { type OptionsGiven, type OptionTable, options } from '../../extend/argument.ts';
import { fileFormat } from '../../media/file-format.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { beepInterval } from './beeper.ts';
import { MixMonitor, type TapeFile } from './mix-monitor.ts';
import { type RecordingHouse, recordingHouse } from './recording-house.ts';

const optionTable = {
  a: { doc: 'append to a file that is there' },
  b: { doc: 'leave out the time in which the channel is in no bridge' },
  B: { doc: 'beep every so many seconds; 15 unless given', parameter: 'optional' },
  c: { doc: 'with m: the message shows the channel’s own caller id, not that of who it talks with' },
  d: { doc: 'delete the recording when all is done' },
  D: { doc: 'both sides as two channels of one file, said and heard; only as name.raw' },
  i: { doc: 'the variable that gets the id of this recording', parameter: 'required' },
  m: { doc: 'box[@context][/folder],… that get a copy of the recording as a message', parameter: 'required' },
  n: { doc: 'the files of r and t need not run alike; they always do' },
  p: { doc: 'beep at the beginning' },
  P: { doc: 'beep at the end' },
  r: { doc: 'a file for what the channel says', parameter: 'required' },
  S: { doc: 'the files of r and t run alike; they always do' },
  t: { doc: 'a file for what the channel hears', parameter: 'required' },
  v: { doc: 'make what it hears louder or softer, -4 to 4', parameter: 'required' },
  V: { doc: 'make what it says louder or softer, -4 to 4', parameter: 'required' },
  W: { doc: 'both', parameter: 'required' },
} as const satisfies OptionTable;

/** The options of MixMonitor. */
export type MixMonitorOptions = OptionsGiven<Extract<keyof typeof optionTable, string>>;

/** The option argument of MixMonitor. */
export const mixMonitorOptions = options('how to record', optionTable);

/** Each step of the volume doubles or halves it. */
const STEP_DB = 20 * Math.log10(2);

/** What is to be recorded. */
export interface MixMonitorWish {
  /** `name.extension`; empty where only one side is wanted. */
  readonly file: string;
  readonly options: MixMonitorOptions;
  /** Run when it is over; `^{NAME}` stands for `${NAME}`. */
  readonly command: string;
}

/** Begins to record a channel. @returns undefined where there is nothing to record or the channel has no audio. */
export async function startMixMonitor(call: Call, wish: MixMonitorWish): Promise<MixMonitor | undefined> {
  const { channel } = call;
  const house = recordingHouse(call);
  const { options: given } = wish;
  const mixed = wish.file === '' ? undefined : tapeFile(house, wish.file);
  const [said, heard] = [given.parameter('r') ?? '', given.parameter('t') ?? ''];
  if (mixed) call.set('MIXMONITOR_FILENAME', mixed.name);
  const interleaved = given.has('D') && mixed?.extension === 'raw';
  if (given.has('D') && mixed && !interleaved)
    call.warn(`MixMonitor writes two channels only to a file name.raw: ${mixed.name} gets both sides mixed`);
  const command = await call.use(dialplanPort).substitute(call, wish.command.replaceAll('^{', '${'));
  const leg = channel.media;
  if (!leg) return undefined;
  const both = volume(call, given, 'W');
  const monitor = new MixMonitor(house, channel, leg, {
    mixed,
    sides: {
      from: said === '' ? undefined : tapeFile(house, said),
      to: heard === '' ? undefined : tapeFile(house, heard),
    },
    interleaved,
    append: given.has('a'),
    onlyBridged: given.has('b'),
    gainDb: { from: both + volume(call, given, 'V'), to: both + volume(call, given, 'v') },
    beepEveryMs: given.has('B') ? beepInterval(given.parameter('B') ?? '') : undefined,
    beepFirst: given.has('p'),
    beepLast: given.has('P'),
    command,
    deleteAfter: given.has('d'),
    mailboxes: (given.parameter('m') ?? '').split(',').filter((one) => one.trim() !== ''),
    ownCallerId: given.has('c'),
  });
  const variable = given.parameter('i');
  if (variable) call.set(variable, monitor.id);
  return monitor;
}

function volume(call: Call, given: MixMonitorOptions, letter: 'v' | 'V' | 'W'): number {
  const written = given.parameter(letter);
  if (written === undefined) return 0;
  const steps = Number.parseInt(written, 10);
  if (steps >= -4 && steps <= 4) return steps * STEP_DB;
  call.log.notice(`Volume must be a number between -4 and 4, not '${written}'`);
  return 0;
}

/** Where `name.extension` lies; a name without an extension is raw. */
function tapeFile(house: RecordingHouse, written: string): TapeFile {
  const path = isAbsolute(written) ? written : join(house.folder, written);
  const dot = basename(path).lastIndexOf('.');
  if (dot < 0) return { name: path, path: `${path}.raw`, extension: 'raw', format: 'sln' };
  const extension = basename(path).slice(dot + 1);
  const format = fileFormat(extension);
  const name = extension === 'wav49' ? path.replace(/wav49$/, 'WAV') : path;
  return { name, path: name, extension, format };
}
