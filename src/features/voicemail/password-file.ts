import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';
import { writeWhole } from './message-store.ts';
import type { Mailbox, VoicemailSettings } from './settings.ts';

const FILE = 'secret.conf';

/** Reads the password that lies in a mailbox's folder; undefined where there is none. @see observed: Asterisk 16 with `passwordlocation=spooldir` */
function readPasswordFile(folder: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, FILE), 'utf8');
  } catch {
    return undefined; // most mailboxes have none
  }
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.toLowerCase() ?? section;
    const password = /^\s*password\s*=>?\s*(.*?)\s*$/i.exec(line)?.[1];
    if (section === 'general' && password) return password;
  }
  return undefined;
}

/** The settings with the passwords that lie in the mailboxes' folders, where `passwordlocation` says that they do. */
export function withPasswordFiles(
  settings: VoicemailSettings,
  folderOf: (mailbox: Mailbox) => string,
): VoicemailSettings {
  if (settings.general.passwordlocation !== 'spooldir') return settings;
  const boxes = [...settings.boxes].map(([name, mailbox]) => {
    const password = readPasswordFile(folderOf(mailbox));
    return [name, password === undefined ? mailbox : { ...mailbox, password }] as const;
  });
  return { ...settings, boxes: new Map(boxes) };
}

/** Writes the password into a mailbox's folder. @throws the system's error. */
export function writePasswordFile(folder: string, password: string): void {
  makeFolder(folder);
  writeWhole(join(folder, FILE), `[general]\npassword=${password}\n`, 0o600);
}
