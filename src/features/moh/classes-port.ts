import { definePort } from '../../base/port.ts';
import type { LoadResult } from '../../extend/define-module.ts';
import type { MusicClass } from './music-class.ts';

/** The classes of music, for the console. */
export interface MusicLibrary {
  list(): readonly MusicClass[];
  /** Reads musiconhold.conf again. */
  reload(): LoadResult;
}

/** @see MusicLibrary */
export const classesPort = definePort<MusicLibrary>('music-classes');
