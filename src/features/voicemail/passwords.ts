import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { replaceFile } from '../../base/replace-file.ts';
import type { Processes } from '../../pbx/ports/processes.ts';
import type { MessageStore } from './message-store.ts';
import { writePassword } from './password-file.ts';
import type { Mailbox, VoicemailSettings } from './settings.ts';

/** The file of a mailbox's folder that a password is kept in, where passwordlocation says spooldir. */
const SECRET_FILE = 'secret.conf';

/** What {@link Passwords} needs. */
export interface PasswordHouse {
  readonly etc: string;
  readonly store: MessageStore;
  readonly processes: Processes;
  readonly log: Logger;
  /** Ends commands under way. */
  readonly signal: AbortSignal;
}

/** Judges new passwords, and puts them where they belong. */
export class Passwords {
  readonly #house: PasswordHouse;

  constructor(house: PasswordHouse) {
    this.#house = house;
  }

  /**
   * Whether a password is long enough and `externpasscheck` agrees: it is run as `CMD BOX CONTEXT OLD NEW` and prints VALID, or FAILURE
   * where it cannot tell, which counts as agreement.
   */
  async accepts(settings: VoicemailSettings, mailbox: Mailbox, password: string): Promise<boolean> {
    const { minpassword, externpasscheck } = settings.general;
    if (password.length < minpassword) return false;
    if (!externpasscheck) return true;
    const { processes, log, signal } = this.#house;
    const words = [mailbox.box, mailbox.context, mailbox.password, password].map(shellWord);
    const { failure, stdout } = await processes.shell(`${externpasscheck} ${words.join(' ')}`, { signal });
    const said = stdout.toString().trim().toUpperCase();
    if (failure === undefined && said.startsWith('VALID')) return true;
    if (failure === undefined && !said.startsWith('FAILURE')) {
      log.notice(`externpasscheck refuses the new password of ${mailbox.box}@${mailbox.context}`);
      return false;
    }
    log.warning(`externpasscheck '${externpasscheck}' cannot tell: ${failure ?? said.slice(0, 200)}`);
    return failure === undefined;
  }

  /**
   * Puts a new password where passwordlocation says; `externpassnotify CONTEXT BOX NEW` is told of it, `externpass` keeps it instead.
   * @returns what went wrong: the old one counts on.
   */
  async change(settings: VoicemailSettings, mailbox: Mailbox, password: string): Promise<string | undefined> {
    const { externpass, externpassnotify, passwordlocation } = settings.general;
    const { etc, store, processes, log, signal } = this.#house;
    if (!externpass || externpassnotify) {
      const fault =
        passwordlocation === 'spooldir' ? keepSecret(store, mailbox, password) : writePassword(etc, mailbox, password);
      if (fault !== undefined) return fault;
    }
    const command = externpassnotify || externpass;
    if (!command) return undefined;
    const words = [mailbox.context, mailbox.box, password].map(shellWord);
    const { failure, exitCode, stderr } = await processes.shell(`${command} ${words.join(' ')}`, { signal });
    if (failure === undefined && exitCode === 0) return undefined;
    const why = `'${command}': ${failure ?? (stderr.trim().slice(0, 200) || `it ended with ${exitCode ?? 'a signal'}`)}`;
    if (!externpassnotify) return `externpass ${why}`;
    log.warning(`externpassnotify ${why}`);
    return undefined;
  }
}

/** The settings with another password of a mailbox. */
export function withPassword(settings: VoicemailSettings, box: Mailbox, password: string): VoicemailSettings {
  const boxes = new Map(settings.boxes);
  boxes.set(`${box.box}@${box.context}`, { ...box, password });
  return { ...settings, boxes };
}

/** The settings with the passwords that owners have changed, where passwordlocation says spooldir. */
export function withSpoolPasswords(settings: VoicemailSettings, store: MessageStore): VoicemailSettings {
  if (settings.general.passwordlocation !== 'spooldir') return settings;
  let result = settings;
  for (const box of settings.boxes.values()) {
    const password = readSecret(join(store.pathOf(box), SECRET_FILE));
    if (password !== undefined) result = withPassword(result, box, password);
  }
  return result;
}

function readSecret(path: string): string | undefined {
  try {
    return /^\s*password\s*=>?\s*(\S+)/m.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    return undefined; // the owner has not changed it: voicemail.conf counts
  }
}

function keepSecret(store: MessageStore, box: Mailbox, password: string): string | undefined {
  try {
    makeFolder(store.pathOf(box));
    replaceFile(join(store.pathOf(box), SECRET_FILE), `[general]\npassword=${password}\n`, 0o600);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** One word of a shell line. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
