import { readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { statIfThere } from '../../base/stat-if-there.ts';

/** Extensions of files that can be played, the ones that cost least first. */
const EXTENSIONS = ['ulaw', 'ul', 'alaw', 'al', 'wav', 'sln', 'slin', 'sln16', 'g722', 'gsm', 'WAV', 'wav49'];
const REMEMBERED = 10_000;

/**
 * Finds recorded sounds below folders, the first of which goes first: `LANGUAGE/NAME.EXTENSION`, and for lack of it the language without
 * its region, English, and no language at all. A language `fr` is also found in a folder `fr_CA_f_June`. Absolute names lie
 * where they say.
 */
export class SoundFolders {
  readonly #roots: readonly string[];
  readonly #found = new Map<string, string>();
  readonly #languages = new Map<string, readonly string[]>();

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** The file of a sound, or undefined. */
  find(name: string, language: string): string | undefined {
    const key = `${language}\n${name}`;
    const known = this.#found.get(key);
    if (known !== undefined && isFile(known)) return known;
    this.#found.delete(key);
    const path = this.#search(name, language);
    if (path !== undefined && this.#found.size < REMEMBERED) this.#found.set(key, path);
    return path;
  }

  /** Looks at the folders anew: languages may have been installed. */
  refresh(): void {
    this.#found.clear();
    this.#languages.clear();
  }

  #search(name: string, language: string): string | undefined {
    if (name.includes('\0')) return undefined;
    if (isAbsolute(name)) return withExtension(name);
    for (const folder of this.#foldersFor(language)) {
      const path = withExtension(join(folder, name));
      if (path !== undefined) return path;
    }
    return undefined;
  }

  #foldersFor(language: string): readonly string[] {
    const known = this.#languages.get(language);
    if (known) return known;
    const region = language.indexOf('_');
    const wanted = [...new Set([language, ...(region > 0 ? [language.slice(0, region)] : []), 'en'])].filter(isPlain);
    const folders = wanted.flatMap((one) => this.#roots.flatMap((root) => languageFolders(root, one)));
    const all = [...folders, ...this.#roots];
    if (this.#languages.size < 1000) this.#languages.set(language, all);
    return all;
  }
}

function languageFolders(root: string, language: string): string[] {
  const variants = namesIn(root).filter((name) => name.startsWith(`${language}_`));
  return [language, ...variants.sort()].map((name) => join(root, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no such folder here: nothing is installed in it
  }
}

function isPlain(language: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(language);
}

function withExtension(path: string): string | undefined {
  return EXTENSIONS.map((extension) => `${path}.${extension}`).find(isFile);
}

function isFile(path: string): boolean {
  return statIfThere(path)?.isFile() ?? false;
}
