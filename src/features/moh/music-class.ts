import { readdirSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { statIfThere } from '../../base/stat-if-there.ts';
import type { PlayItem } from '../../media/facade.ts';
import type { ProgramSettings } from './program-music.ts';

/** How the pieces of a class follow one another. */
export type MusicOrder = 'none' | 'alpha' | 'random' | 'randstart';

/** A section of musiconhold.conf, with what has no value left out. */
export interface MusicClassSettings {
  readonly name: string;
  readonly mode: 'files' | 'playlist' | 'custom';
  /** Absolute; of mode files. */
  readonly directory: string | undefined;
  /** Of mode playlist: absolute names without extension. */
  readonly entries: readonly string[];
  readonly order: MusicOrder;
  /** A prompt heard first and between pieces. */
  readonly announcement: string | undefined;
  /** Of mode custom. */
  readonly application: string | undefined;
  readonly format: string;
  /** The digit that picks it. */
  readonly digit: string | undefined;
  /** The last entry of a playlist is played again and again. */
  readonly loopLast: boolean;
  readonly answeredOnly: boolean;
  /** What plays it, of mode custom; undefined where it cannot be run. */
  readonly program: ProgramSettings | undefined;
}

/** Extensions of files that can be played, the ones that cost least first. */
const EXTENSIONS = ['ulaw', 'ul', 'alaw', 'al', 'wav', 'sln', 'slin', 'sln16', 'g722', 'gsm', 'WAV', 'wav49'];

/** A class of music: its settings, and the files that are there now. */
export class MusicClass {
  readonly settings: MusicClassSettings;
  #listed: { readonly mtimeMs: number; readonly pieces: readonly Piece[] } | undefined;

  constructor(settings: MusicClassSettings) {
    this.settings = settings;
  }

  /** The pieces in the order of their names, each once although it may be there in several formats. The folder is read again when it has changed. */
  get pieces(): readonly Piece[] {
    const { mode, directory, entries } = this.settings;
    if (mode === 'playlist') return entries.flatMap(pieceAt);
    if (mode === 'custom' || directory === undefined) return [];
    const stat = statIfThere(directory);
    if (!stat?.isDirectory()) return [];
    if (this.#listed?.mtimeMs !== stat.mtimeMs) this.#listed = { mtimeMs: stat.mtimeMs, pieces: piecesIn(directory) };
    return this.#listed.pieces;
  }
}

/** One piece of music. */
export interface Piece {
  /** Absolute path without extension, as lists show it. */
  readonly name: string;
  readonly path: string;
}

/** What is played of a piece. */
export function itemOf(piece: Piece): PlayItem {
  return { kind: 'file', path: piece.path };
}

function piecesIn(directory: string): Piece[] {
  const best = new Map<string, string>();
  for (const file of namesIn(directory)) {
    const extension = extname(file).slice(1);
    const rank = EXTENSIONS.indexOf(extension);
    if (file.startsWith('.') || rank < 0) continue;
    const name = file.slice(0, -extension.length - 1);
    const known = best.get(name);
    if (known === undefined || rank < EXTENSIONS.indexOf(known)) best.set(name, extension);
  }
  return [...best]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, extension]) => ({ name: join(directory, name), path: join(directory, `${name}.${extension}`) }));
}

/** A folder that may not be read holds no music; what is then missing is said where it is wanted. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function pieceAt(entry: string): Piece[] {
  if (!isAbsolute(entry)) return [];
  const extension = EXTENSIONS.find((one) => statIfThere(`${entry}.${one}`)?.isFile());
  if (extension !== undefined) return [{ name: entry, path: `${entry}.${extension}` }];
  const given = EXTENSIONS.includes(extname(entry).slice(1)) && statIfThere(entry)?.isFile();
  return given ? [{ name: entry, path: entry }] : [];
}
