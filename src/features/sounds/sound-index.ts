import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names are looked for so deep below a language. */
const DEEPEST = 6;
const SOUND = /^(.+)\.(ulaw|ul|alaw|al|wav|sln|slin|sln16|g722|gsm|WAV|wav49)$/;
/** What Asterisk calls the audio in files of an extension. */
const AUDIO: Readonly<Record<string, string>> = {
  wav: 'slin',
  sln: 'slin',
  sln16: 'slin16',
  WAV: 'gsm',
  wav49: 'gsm',
  ul: 'ulaw',
  al: 'alaw',
};

/** The recorded sounds: names, and for each its languages with their formats. */
export type SoundIndex = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Looks through the folders of sounds, each with a folder for every language. */
export function readSoundIndex(roots: readonly string[]): SoundIndex {
  const index = new Map<string, Map<string, Set<string>>>();
  const add = (language: string, folder: string, prefix: string, depth: number): void => {
    for (const entry of entriesOf(folder)) {
      const found = SOUND.exec(entry.name);
      if (entry.isDirectory() && depth < DEEPEST)
        add(language, join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1);
      else if (found?.[1] !== undefined && found[2] !== undefined) {
        const name = `${prefix}${found[1]}`;
        const languages = index.get(name) ?? new Map<string, Set<string>>();
        index.set(name, languages);
        const formats = languages.get(language) ?? new Set<string>();
        languages.set(language, formats.add(AUDIO[found[2]] ?? found[2]));
      }
    }
  };
  for (const root of new Set(roots))
    for (const entry of entriesOf(root))
      if (entry.isDirectory() || entry.isSymbolicLink()) add(entry.name, join(root, entry.name), '', 0);
  return index;
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return []; // no such folder, or a link that leads nowhere
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
