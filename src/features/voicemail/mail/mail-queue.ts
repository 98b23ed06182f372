import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import { makeFolder } from '../../../base/make-folder.ts';
import { replaceFile } from '../replace-file.ts';
import type { ReadyMail, SendResult } from './send-mail.ts';

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** What the queue is made of. */
export interface MailQueueParts {
  /** Where mails wait; what was refused for good is kept below it, in `refused`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  send(mail: ReadyMail): Promise<SendResult>;
}

/** Mails that wait on disk until somebody takes them: each is a file, sent in the order of arrival, also after a restart. */
export class MailQueue {
  readonly #parts: MailQueueParts;
  #running = false;
  #again = false;
  #retryMs = FIRST_RETRY_MS;
  #away = false;
  #count = 0;

  constructor(parts: MailQueueParts) {
    this.#parts = parts;
  }

  /** Keeps a mail and begins to send. @throws the system's error where it cannot be kept. */
  add(mail: ReadyMail): void {
    const { folder, clock } = this.#parts;
    makeFolder(folder);
    const name = `${String(clock.now()).padStart(15, '0')}-${String(this.#count++).padStart(6, '0')}.json`;
    replaceFile(join(folder, name), JSON.stringify(mail), 0o600);
    this.kick();
  }

  /** Sends what waits, in the background. */
  kick(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#run().finally(() => {
      this.#running = false;
    });
  }

  async #run(): Promise<void> {
    const { clock, signal, log } = this.#parts;
    try {
      do {
        this.#again = false;
        while (!signal.aborted && !(await this.#sendAll())) {
          await clock.sleep(this.#retryMs, signal);
          this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
        }
      } while (this.#again && !signal.aborted);
    } catch (error) {
      if (!signal.aborted) log.error(`voicemail: mail cannot be sent: ${messageOf(error)}`);
    }
  }

  /** @returns false where the rest has to wait. */
  async #sendAll(): Promise<boolean> {
    const { folder, signal } = this.#parts;
    if (!existsSync(folder)) return true;
    for (const name of readdirSync(folder).sort()) {
      if (signal.aborted) return true;
      if (name.endsWith('.json') && !(await this.#sendOne(join(folder, name), name))) return false;
    }
    return true;
  }

  async #sendOne(path: string, name: string): Promise<boolean> {
    const { log, send } = this.#parts;
    const mail = readMail(path);
    const result: SendResult = mail ? await send(mail) : { kind: 'refused', reason: 'the file is torn' };
    if (result.kind === 'later') {
      if (!this.#away) log.warning(`voicemail: mail waits and will be tried again: ${result.reason}`);
      this.#away = true;
      return false;
    }
    if (this.#away && result.kind === 'sent') log.notice('voicemail: mail goes out again');
    this.#away = false;
    this.#retryMs = FIRST_RETRY_MS;
    if (result.kind === 'sent') {
      rmSync(path, { force: true });
      return true;
    }
    const refused = join(this.#parts.folder, 'refused');
    makeFolder(refused);
    renameSync(path, join(refused, name));
    log.error(`voicemail: a mail was refused and is kept in ${refused}: ${result.reason}`);
    return true;
  }
}

function readMail(path: string): ReadyMail | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('from' in value && 'to' in value && 'raw' in value))
      return undefined;
    const { from, to, raw } = value;
    if (typeof from !== 'string' || typeof raw !== 'string' || !Array.isArray(to)) return undefined;
    return { from, raw, to: to.filter((one) => typeof one === 'string') };
  } catch {
    return undefined; // torn: kept aside by who reads it
  }
}
