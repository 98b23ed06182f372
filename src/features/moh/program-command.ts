import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** A program with its arguments, no shell between. */
export interface ProgramCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** The modes in which a player of MP3 files is run; those with `quiet` leave louder pieces softer, those with `nb` do not read ahead. */
export type PlayerMode = 'mp3' | 'mp3nb' | 'quietmp3' | 'quietmp3nb';

/** Players of MP3 files, the first that is installed. */
const PLAYERS = ['mpg123', 'mpg321'];
/** Where programs are looked for that are named without a folder. */
const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin'];
/** How loud a player is to be: 32768 is as it stands in the file. @see observed: Asterisk */
const LOUD = '8192';
const QUIET = '4096';
/** Kilobytes that a player reads ahead. */
const AHEAD = '2048';

/** What runs for `application =` of mode custom: words separated by blanks, `"…"` keeps them together; then the files of the folder. A string says what is wrong. */
export function customCommand(application: string, directory: string | undefined): ProgramCommand | string {
  const words = [...application.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const [name = '', ...args] = words;
  const command = findProgram(name);
  if (command === undefined) return name === '' ? 'it has no application' : `there is no program '${name}'`;
  return { command, args: [...args, ...filesIn(directory, /\.(raw|sln)$/i)] };
}

/** What runs for one of the modes for MP3 files. A string says what is wrong. */
export function playerCommand(
  mode: PlayerMode,
  directory: string | undefined,
  random: boolean,
): ProgramCommand | string {
  const command = PLAYERS.map(findProgram).find((one) => one !== undefined);
  if (command === undefined) return `mode ${mode} needs ${PLAYERS.join(' or ')}, which is not installed`;
  const files = /^https?:\/\//.test(directory ?? '') ? [directory ?? ''] : filesIn(directory, /\.mp3$/i);
  if (files.length === 0) return `there is no MP3 file in ${directory ?? 'its directory'}`;
  const quiet = mode.startsWith('quiet');
  const buffer = mode.endsWith('nb') ? [] : ['-b', AHEAD];
  const order = random ? ['-z'] : [];
  return {
    command,
    args: ['-q', '-s', '--mono', '-r', '8000', ...order, ...buffer, '-f', quiet ? QUIET : LOUD, ...files],
  };
}

function findProgram(name: string): string | undefined {
  if (name === '') return undefined;
  const candidates = isAbsolute(name) ? [name] : FOLDERS.map((folder) => join(folder, name));
  return candidates.find((one) => existsSync(one));
}

function filesIn(directory: string | undefined, wanted: RegExp): string[] {
  if (directory === undefined) return [];
  try {
    return readdirSync(directory)
      .filter((name) => wanted.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}
