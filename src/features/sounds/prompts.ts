import { isAbsolute, join } from 'node:path';
import type { ToneStep } from '../../media/facade.ts';
import type { Prompt, Prompts } from '../../pbx/ports/prompts.ts';
import { promptText, wordsOfName } from '../../say/prompt-texts.ts';
import type { SoundFolders } from './sound-folders.ts';
import type { Speaker } from './speaker.ts';

/** What finding prompts needs. */
export interface PromptHouse {
  readonly folders: SoundFolders;
  readonly speaker: Speaker;
  /** Where recordings of relative names go. */
  readonly recordings: string;
}

const tone = (frequency1Hz: number, durationMs: number): ToneStep => ({
  frequency1Hz,
  frequency2Hz: 0,
  modulate: false,
  durationMs,
  once: false,
});

/** Prompts that are a tone where nobody has recorded them. */
const TONES: Readonly<Record<string, readonly ToneStep[]>> = {
  beep: [tone(1000, 250)],
  beeperr: [tone(400, 150), tone(0, 50), tone(300, 250)],
  'ascending-2tone': [tone(600, 120), tone(900, 120)],
  'descending-2tone': [tone(900, 120), tone(600, 120)],
  'confbridge-join': [tone(600, 120), tone(900, 120)],
  'confbridge-leave': [tone(900, 120), tone(600, 120)],
};

/** What is heard where a prompt can be neither found nor spoken. */
const NO_SOUND: readonly ToneStep[] = [tone(620, 120), tone(0, 80), tone(480, 240)];

/**
 * Prompts from recordings, else our own sentences spoken.
 *
 * Deviation: where Asterisk is silent since a sound is missing, its name is read out, so that a caller and whoever builds the
 * dialplan hear what should be there; the dialplan is told that it is missing all the same.
 */
export function createPrompts(house: PromptHouse): Prompts {
  return {
    find(name, language) {
      const path = house.folders.find(name, language);
      if (path !== undefined) return { item: { kind: 'file', path }, standIn: false };
      const known = builtInPrompt(name);
      if (known) return known;
      return isAbsolute(name) ? undefined : speak(house, name, language);
    },
    exists: (name, language) => house.folders.find(name, language) !== undefined || builtInPrompt(name) !== undefined,
    recordingPath: (name) => (isAbsolute(name) ? name : join(house.recordings, name)),
  };
}

/** Silence and tones, which need no file. */
export function builtInPrompt(name: string): Prompt | undefined {
  const silence = /^silence\/(\d{1,3})$/.exec(name);
  if (silence) return { item: { kind: 'silence', durationMs: Number(silence[1]) * 1000 }, standIn: false };
  if (!Object.hasOwn(TONES, name)) return undefined;
  return { item: { kind: 'tone', tone: TONES[name] ?? [], loop: false }, standIn: false };
}

function speak(house: PromptHouse, name: string, language: string): Prompt | undefined | Promise<Prompt | undefined> {
  const sentence = promptText(name);
  const text = sentence ?? wordsOfName(name);
  if (text === undefined) return undefined;
  const standIn = sentence === undefined;
  const prompt = (path: string | undefined): Prompt =>
    path === undefined
      ? { item: { kind: 'tone', tone: NO_SOUND, loop: false }, standIn }
      : { item: { kind: 'file', path }, standIn };
  const spoken = house.speaker.speak(text, language);
  return spoken instanceof Promise ? spoken.then(prompt) : prompt(spoken);
}
