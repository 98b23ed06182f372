import { readdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { statIfThere } from '../base/stat-if-there.ts';
import type { CodecName } from './facade.ts';

/** Finds prompts on the disk. */
export interface SoundFinder {
  /**
   * The file of a prompt, as an absolute path; undefined if there is none.
   * @param name as dialplans write it, without extension: `hello-world`, `digits/1`, or an absolute path. A name that
   * already has the extension of an existing file is taken too.
   * @param language for example `en` or `en_GB`.
   * @param codec what the leg sends: among several formats the one that costs the least, and loses the least, is taken.
   */
  find(name: string, language: string, codec?: CodecName): string | undefined;
}

/** Extensions in order of preference for a leg's codec. */
const PREFERENCE: { readonly [name in CodecName]: readonly string[] } = {
  ulaw: ['ulaw', 'ul', 'mu', 'pcm', 'wav', 'sln', 'raw', 'alaw', 'al', 'sln16', 'g722', 'gsm', 'WAV', 'wav49'],
  alaw: ['alaw', 'al', 'wav', 'sln', 'raw', 'ulaw', 'ul', 'mu', 'pcm', 'sln16', 'g722', 'gsm', 'WAV', 'wav49'],
  gsm: ['gsm', 'WAV', 'wav49', 'wav', 'sln', 'raw', 'ulaw', 'ul', 'mu', 'pcm', 'alaw', 'al', 'sln16', 'g722'],
  g722: ['g722', 'sln16', 'wav', 'sln', 'raw', 'ulaw', 'ul', 'mu', 'pcm', 'alaw', 'al', 'gsm', 'WAV', 'wav49'],
  slin: ['sln', 'raw', 'wav', 'sln16', 'ulaw', 'ul', 'mu', 'pcm', 'alaw', 'al', 'g722', 'gsm', 'WAV', 'wav49'],
};

/**
 * A finder over sound directories such as `<astdatadir>/sounds`, searched in order. In each, a relative name is looked for
 * under its language (`en_GB/name`, then `en/name`, then a variant of it such as `en_US_f_Allison/name`), then without one.
 * Directory listings are kept and read again when the directory has changed.
 * Deviation: the variants. Debian installs prompts under `en_US_f_Allison` without an `en` link, and Asterisk then has none.
 */
export function createSoundFinder(directories: readonly string[]): SoundFinder {
  const listings = new Map<string, { mtimeMs: number; names: Set<string> }>();

  const list = (directory: string): Set<string> | undefined => {
    const stat = statIfThere(directory);
    if (!stat?.isDirectory()) {
      listings.delete(directory);
      return undefined;
    }
    const known = listings.get(directory);
    if (known?.mtimeMs === stat.mtimeMs) return known.names;
    try {
      const names = new Set(readdirSync(directory));
      listings.set(directory, { mtimeMs: stat.mtimeMs, names });
      return names;
    } catch {
      // A folder that may not be read holds nothing for us; the missing prompt is reported by whoever asked for it.
      return undefined;
    }
  };

  const findAt = (path: string, codec: CodecName): string | undefined => {
    const directory = dirname(path);
    const name = basename(path);
    const names = list(directory);
    if (!names) return undefined;
    const extension = PREFERENCE[codec].find((each) => names.has(`${name}.${each}`));
    if (extension !== undefined) return join(directory, `${name}.${extension}`);
    const own = name.slice(name.lastIndexOf('.') + 1);
    return own !== name && names.has(name) && PREFERENCE[codec].includes(own) ? path : undefined;
  };

  return {
    find(name, language, codec = 'ulaw') {
      if (name === '' || name.includes('\0')) return undefined;
      if (isAbsolute(name)) return findAt(name, codec);
      for (const directory of directories) {
        for (const folder of languageFolders(language, () => list(directory))) {
          const found = findAt(join(directory, folder, name), codec);
          if (found !== undefined) return found;
        }
      }
      return undefined;
    },
  };
}

/** `en_GB`, `en`, whatever begins with `en_`, and none. */
function* languageFolders(language: string, list: () => Set<string> | undefined): Generator<string> {
  if (/^\w+$/.test(language)) {
    let shorter = language;
    for (;;) {
      yield shorter;
      const cut = shorter.lastIndexOf('_');
      if (cut <= 0) break;
      shorter = shorter.slice(0, cut);
    }
    for (const each of [...(list() ?? [])].sort()) if (each.startsWith(`${shorter}_`)) yield each;
  }
  yield '';
}
