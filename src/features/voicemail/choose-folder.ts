import { digitPrompts } from '../../say/characters.ts';
import type { MailboxVoice } from './mailbox-voice.ts';
import { FOLDERS } from './message.ts';

/** The folders that are told of; those after them can be chosen all the same. */
const TOLD = 5;
const BETWEEN_MS = 500;
const AFTER_MS = 4000;
/** So often they are told before it is given up. */
const MOST_ROUNDS = 4;

/** How a folder is called. */
export function folderPrompts(folder: string): string[] {
  return [`vm-${folder}`, 'vm-messages'];
}

/** Has a folder chosen by its number. @returns undefined where # was pressed, or nothing in four rounds. */
export async function chooseFolder(voice: MailboxVoice, prompt: string): Promise<string | undefined> {
  let key = await voice.play(prompt);
  for (let round = 0; round < MOST_ROUNDS && !isChoice(key); round++) key = await tellFolders(voice);
  return key === undefined ? undefined : FOLDERS[Number(key)];
}

function isChoice(key: string | undefined): boolean {
  return key !== undefined && key !== '*';
}

async function tellFolders(voice: MailboxVoice): Promise<string | undefined> {
  let key = await voice.play('vm-press');
  for (let number = 0; number < TOLD && key === undefined; number++)
    key = await voice.ask(
      [...digitPrompts(String(number)), 'vm-for', ...folderPrompts(FOLDERS[number] ?? '')],
      BETWEEN_MS,
    );
  return key ?? voice.ask(['vm-tocancel'], AFTER_MS);
}
