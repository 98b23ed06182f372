import { definePort } from '../../base/port.ts';
import type { PlayItem, ToneStep } from '../../media/facade.ts';

/** What a prompt's name stands for. */
export interface Prompt {
  readonly item: PlayItem;
  /** Nobody has recorded it and it is none of the standard prompts: its name is read out. To the dialplan it is missing. */
  readonly standIn: boolean;
}

/** Finds what a prompt's name stands for. */
export interface Prompts {
  /**
   * The sound of `name` in `language`: a file, spoken text where none is recorded, or undefined where neither can be had.
   * `silence/3` is silence. Answers at once wherever nothing has to be spoken first.
   */
  find(name: string, language: string): Prompt | undefined | Promise<Prompt | undefined>;
  /** Only recorded files, never speech; true if there is one. */
  exists(name: string, language: string): boolean;
  /** Where a recording of a relative name belongs, without its extension. */
  recordingPath(name: string): string;
}

/** The tones of indications.conf. */
export interface Tones {
  /** A tone by name (`busy`, `dial`, …) in a zone; the general country where the zone is empty or unknown. */
  tone(name: string, zone?: string): readonly ToneStep[] | undefined;
  /** Whether there is a zone of that name, or an alias; in any case. */
  hasZone(zone: string): boolean;
  /** A tone written out, as in `350+440` or `!950/330,!1400/330,0`; a string says what is wrong. */
  parse(text: string): readonly ToneStep[] | string;
}

/** @see Prompts */
export const promptsPort = definePort<Prompts>('prompts');
/** @see Tones */
export const tonesPort = definePort<Tones>('tones');
