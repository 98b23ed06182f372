import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { replaceFile } from '../../base/replace-file.ts';
import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import { type MessageFacts, parseMessageText, writeMessageText } from './message.ts';
import type { Mailbox } from './settings.ts';

/** A message where it lies now. Its number changes as earlier ones go. */
export interface StoredMessage {
  readonly folder: string;
  /** From 0. */
  readonly number: number;
  /** The path without an extension. */
  readonly base: string;
  readonly facts: MessageFacts;
}

const MESSAGE = /^msg(\d{4})\.txt$/;

/**
 * The messages on disk, as Asterisk lays them: `voicemail/CONTEXT/BOX/FOLDER/msgNNNN.txt` beside its sounds. A message is there once
 * its text file is, which comes last and goes first, so that a crash leaves a whole message or none. All calls are synchronous: a
 * mailbox is changed by one at a time.
 */
export class MessageStore {
  readonly #root: string;

  /** @param root the folder `voicemail` of the spool. */
  constructor(root: string) {
    this.#root = root;
  }

  /** The folder of a mailbox. */
  pathOf(mailbox: Pick<Mailbox, 'box' | 'context'>): string {
    return join(this.#root, safe(mailbox.context), safe(mailbox.box));
  }

  /** Makes a file's place in the mailbox's `tmp`; the recording goes there first. @throws the system's error. */
  temporary(mailbox: Mailbox, name: string): string {
    const folder = join(this.pathOf(mailbox), 'tmp');
    makeFolder(folder);
    return join(folder, name);
  }

  /** How many messages a folder holds. */
  count(mailbox: Pick<Mailbox, 'box' | 'context'>, folder: string): number {
    return numbers(join(this.pathOf(mailbox), safe(folder))).length;
  }

  /** The same as dialplans and listings have it: the new messages, those in INBOX, have the urgent ones among them. @see observed: Asterisk 16 */
  countWithUrgent(mailbox: Pick<Mailbox, 'box' | 'context'>, folder: string): number {
    return this.count(mailbox, folder) + (folder === 'INBOX' ? this.count(mailbox, 'Urgent') : 0);
  }

  /** What lamps show. */
  counts(mailbox: Pick<Mailbox, 'box' | 'context'>): MessageCounts {
    return {
      unheard: this.count(mailbox, 'INBOX'),
      urgent: this.count(mailbox, 'Urgent'),
      heard: this.count(mailbox, 'Old'),
    };
  }

  /** The messages of a folder, in their order. A text file that cannot be read counts all the same. */
  list(mailbox: Mailbox, folder: string): StoredMessage[] {
    const path = join(this.pathOf(mailbox), safe(folder));
    return numbers(path).map((number) => {
      const base = join(path, messageName(number));
      return { folder, number, base, facts: parseMessageText(readText(`${base}.txt`)) };
    });
  }

  /**
   * Files a message: its sounds (without their extension `from`, in `extensions`) are copied or moved behind the last message of the
   * folder. All of it is on the disk itself before this returns. @throws the system's error; what was there stays as it was.
   */
  add(
    mailbox: Mailbox,
    folder: string,
    message: { readonly from: string; readonly extensions: readonly string[]; readonly facts: MessageFacts },
    how: 'move' | 'copy',
  ): StoredMessage {
    const path = join(this.pathOf(mailbox), safe(folder));
    makeFolder(path);
    const number = (numbers(path).at(-1) ?? -1) + 1;
    const base = join(path, messageName(number));
    try {
      for (const extension of message.extensions) {
        const [from, to] = [`${message.from}.${extension}`, `${base}.${extension}`];
        if (how === 'copy') copyFileSync(from, to);
        syncToDisk(how === 'copy' ? to : from);
        if (how === 'move') renameSync(from, to);
      }
      replaceFile(`${base}.txt`, writeMessageText(message.facts));
      syncToDisk(path);
    } catch (error) {
      rmSync(`${base}.txt`, { force: true });
      for (const extension of message.extensions) {
        const [from, to] = [`${message.from}.${extension}`, `${base}.${extension}`];
        if (how === 'copy') rmSync(to, { force: true });
        else if (existsSync(to) && !existsSync(from)) renameSync(to, from);
      }
      throw error;
    }
    return { folder, number, base, facts: message.facts };
  }

  /** Copies a message's sounds of some extensions to `base`. @throws the system's error. */
  copySounds(message: StoredMessage, base: string, extensions: readonly string[]): void {
    for (const extension of extensions) copyFileSync(`${message.base}.${extension}`, `${base}.${extension}`);
  }

  /** Copies a message behind the last one of a folder of any mailbox. @throws the system's error. */
  copy(mailbox: Mailbox, message: StoredMessage, folder: string): StoredMessage {
    const from = { from: message.base, extensions: soundExtensions(message.base), facts: message.facts };
    return this.add(mailbox, folder, from, 'copy');
  }

  /** Takes messages away, and closes the gaps. */
  delete(mailbox: Mailbox, messages: readonly StoredMessage[]): void {
    for (const message of messages) remove(message.base, soundExtensions(message.base));
    for (const folder of new Set(messages.map((one) => one.folder))) this.#closeGaps(mailbox, folder);
  }

  /** The path of a recorded greeting without its extension, where there is one. */
  greeting(mailbox: Pick<Mailbox, 'box' | 'context'>, name: 'unavail' | 'busy' | 'greet' | 'temp'): string | undefined {
    const base = join(this.pathOf(mailbox), name);
    return soundExtensions(base).length > 0 ? base : undefined;
  }

  #closeGaps(mailbox: Mailbox, folder: string): void {
    const path = join(this.pathOf(mailbox), safe(folder));
    numbers(path).forEach((number, place) => {
      if (number === place) return;
      const [from, to] = [join(path, messageName(number)), join(path, messageName(place))];
      const extensions = soundExtensions(from);
      for (const extension of extensions) giveSecondName(`${from}.${extension}`, `${to}.${extension}`);
      renameSync(`${from}.txt`, `${to}.txt`);
      for (const extension of extensions) rmSync(`${from}.${extension}`, { force: true });
    });
  }
}

/** The extensions of the sounds that lie there under one name. */
export function soundExtensions(base: string): string[] {
  const at = base.lastIndexOf('/');
  const [folder, name] = [base.slice(0, at), base.slice(at + 1)];
  return namesIn(folder)
    .filter((file) => file.startsWith(`${name}.`) && !file.endsWith('.txt') && !file.includes('.tmp'))
    .map((file) => file.slice(name.length + 1));
}

function remove(base: string, extensions: readonly string[]): void {
  rmSync(`${base}.txt`, { force: true });
  for (const extension of extensions) rmSync(`${base}.${extension}`, { force: true });
}

/** Until its text follows, a sound has both names: a crash in between costs nothing. Disks without hard links rename it. */
function giveSecondName(from: string, to: string): void {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    renameSync(from, to);
  }
}

/** Waits until a file's content, or a folder's names, have reached the disk. @throws the system's error. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function messageName(number: number): string {
  return `msg${String(number).padStart(4, '0')}`;
}

function numbers(folder: string): number[] {
  return namesIn(folder)
    .flatMap((name) => MESSAGE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCodeOf(error) ?? '')) return []; // nobody has been here yet
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a message without its facts can still be heard
  }
}

/** A name that stays in its folder, whoever gave it. */
function safe(name: string): string {
  return name.replace(/[/\0]/g, '_').replace(/^\.+/, '_');
}
