import { LogHub } from '../base/log.ts';
import { readInstanceSettings } from '../pbx/instance-place.ts';
import type { RunOptions } from './arguments.ts';
import { placeOf } from './place.ts';

/** The control socket of the instance that the command line means. */
export function controlPath(options: RunOptions): string {
  const silent = new LogHub(() => 0).logger('config'); // what is wrong with the files, the instance itself has said
  return readInstanceSettings(placeOf(options), silent).controlPath;
}
