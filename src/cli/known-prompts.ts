import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { LogHub } from '../base/log.ts';
import { stockSoundFolders } from '../features/sounds/module.ts';
import { builtInPrompt } from '../features/sounds/prompts.ts';
import { SoundFolders } from '../features/sounds/sound-folders.ts';
import { readInstanceSettings } from '../pbx/instance-place.ts';
import { promptNames, promptText } from '../say/prompt-texts.ts';
import type { KnownPrompts } from '../tools/check/check-prompts.ts';
import { placeOf } from './place.ts';

/** The prompts of the instance that runs on a configuration folder, and of this machine. */
export function promptsFor(config: string): KnownPrompts {
  const { data } = readInstanceSettings(placeOf({ config }), new LogHub(() => 0).logger('check')).directories;
  const roots = [...new Set([join(data, 'sounds'), ...stockSoundFolders])];
  const folders = new SoundFolders(roots);
  const languages = ['en', ...roots.flatMap(foldersIn).filter((name) => /^[a-z]{2,3}(_|$)/.test(name))];
  return {
    names: promptNames(),
    has(name) {
      // A folder that is not on this machine is on the one that these files are for.
      if (isAbsolute(name) && !existsSync(dirname(name))) return true;
      if (builtInPrompt(name) ?? promptText(name)) return true;
      return languages.some((language) => folders.find(name, language) !== undefined);
    },
  };
}

function foldersIn(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
