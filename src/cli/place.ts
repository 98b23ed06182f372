import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstancePlace } from '../pbx/instance-place.ts';
import type { RunOptions } from './arguments.ts';

/** The folder of the program: of the checkout, or of the installed package. */
export const programRoot: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The example that runs where no configuration is named. */
export const firstCallFolder: string = join(programRoot, 'examples', 'first-call');

/** Where an instance writes unless told otherwise: `.state` of a checkout, else the user's state folder. */
export function defaultState(): string {
  if (existsSync(join(programRoot, 'src', 'cli'))) return join(programRoot, '.state');
  const base = process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(base, 'asterism');
}

/** The place that the command line means; without a configuration it is the first call's. */
export function placeOf(options: Pick<RunOptions, 'config' | 'asteriskConf' | 'state'>): InstancePlace {
  const state = resolve(options.state ?? defaultState());
  if (options.asteriskConf !== undefined) {
    const file = resolve(options.asteriskConf);
    return { etc: resolve(options.config ?? dirname(file)), asteriskConf: file, state };
  }
  if (options.config !== undefined) return { etc: resolve(options.config), state };
  return { etc: firstCallFolder, state, generated: join(state, 'etc') };
}

/** A path as a user would type it: relative where it lies below the current folder. */
export function shortPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || near === '' ? path : near;
}
