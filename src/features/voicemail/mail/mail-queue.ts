import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import { makeFolder } from '../../../base/make-folder.ts';
import { replaceFile } from '../../../base/replace-file.ts';
import type { ReadyMail, SendResult } from './send-mail.ts';

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;
/** The most mails that wait. */
const MOST_WAITING = 1000;

/** What the queue is made of. */
export interface MailQueueParts {
  /** Where mails wait; what was refused for good is kept below it, in `refused`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  send(mail: ReadyMail): Promise<SendResult>;
  /** Everybody whom the mail was for has it. */
  onSent?(mail: ReadyMail): void;
}

/** A mail that the server has put off. */
interface PutOff {
  readonly afterMs: number;
  readonly untilMs: number;
}

/** Mails that wait on disk until somebody takes them: each is a file, sent in the order of arrival, also after a restart. */
export class MailQueue {
  readonly #parts: MailQueueParts;
  #running = false;
  #again = false;
  #retryMs = FIRST_RETRY_MS;
  #away = false;
  #count = 0;
  /** By file name. */
  readonly #putOff = new Map<string, PutOff>();
  #wake = new AbortController();

  constructor(parts: MailQueueParts) {
    this.#parts = parts;
  }

  /** Keeps a mail and begins to send. @throws where it cannot be kept: the system's error, or that too many wait. */
  add(mail: ReadyMail): void {
    const { folder, clock } = this.#parts;
    makeFolder(folder);
    const waiting = readdirSync(folder).filter((one) => one.endsWith('.json')).length;
    if (waiting >= MOST_WAITING) throw new Error(`${waiting} mails wait already in ${folder}`);
    const name = `${String(clock.now()).padStart(15, '0')}-${String(this.#count++).padStart(6, '0')}.json`;
    replaceFile(join(folder, name), JSON.stringify(mail), 0o600);
    this.kick();
  }

  /** Sends what waits, in the background. */
  kick(): void {
    if (this.#running) {
      this.#again = true;
      if (!this.#away) this.#wake.abort();
      return;
    }
    this.#running = true;
    void this.#run().finally(() => {
      this.#running = false;
    });
  }

  async #run(): Promise<void> {
    const { signal, log } = this.#parts;
    try {
      do {
        this.#again = false;
        for (let waitMs = await this.#sendAll(); waitMs !== undefined; waitMs = await this.#sendAll())
          await this.#rest(waitMs);
      } while (this.#again && !signal.aborted);
    } catch (error) {
      if (!signal.aborted) log.error(`voicemail: mail cannot be sent: ${messageOf(error)}`);
    }
  }

  /** A new mail ends it, unless the server is away. */
  async #rest(waitMs: number): Promise<void> {
    const { clock, signal } = this.#parts;
    if (this.#again && !this.#away) {
      this.#again = false; // it came during the last round
      return;
    }
    this.#wake = new AbortController();
    const woken = this.#wake.signal;
    await clock.sleep(waitMs, AbortSignal.any([signal, woken])).catch((reason: unknown) => {
      if (signal.aborted || !woken.aborted) throw reason;
    });
  }

  /** @returns how long what is left has to wait; undefined where nothing is left. */
  async #sendAll(): Promise<number | undefined> {
    const { folder, signal, clock } = this.#parts;
    if (!existsSync(folder)) return undefined;
    const names = readdirSync(folder).sort();
    for (const name of this.#putOff.keys()) if (!names.includes(name)) this.#putOff.delete(name);
    for (const name of names) {
      if (signal.aborted) return undefined;
      if (!name.endsWith('.json') || (this.#putOff.get(name)?.untilMs ?? 0) > clock.monotonic()) continue;
      if (await this.#sendOne(join(folder, name), name)) continue;
      const waitMs = this.#retryMs;
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      return waitMs;
    }
    if (this.#putOff.size === 0) return undefined;
    return Math.max(0, Math.min(...[...this.#putOff.values()].map(({ untilMs }) => untilMs)) - clock.monotonic());
  }

  /** @returns false where the others have to wait too. */
  async #sendOne(path: string, name: string): Promise<boolean> {
    const { log, send } = this.#parts;
    const mail = readMail(path);
    const result: SendResult = mail ? await send(mail) : { kind: 'refused', reason: 'the file is torn' };
    if (result.kind === 'away') {
      if (!this.#away) log.warning(`voicemail: mail waits and will be tried again: ${result.reason}`);
      this.#away = true;
      return false;
    }
    if (this.#away) log.notice('voicemail: mail goes out again');
    this.#away = false;
    this.#retryMs = FIRST_RETRY_MS;
    if (result.kind === 'later') {
      this.#defer(name, mail?.to ?? [], result.reason);
      return true;
    }
    this.#putOff.delete(name);
    if (result.kind === 'refused') this.#keepRefused(name, result.reason, () => renameSync(path, this.#refused(name)));
    else if (mail && result.kind === 'sent') this.#served(path, name, mail, result);
    return true;
  }

  #served(path: string, name: string, mail: ReadyMail, result: Extract<SendResult, { kind: 'sent' }>): void {
    const { later, refused } = result;
    if (refused) {
      const part = JSON.stringify({ ...mail, to: refused.to });
      this.#keepRefused(name, refused.reason, () => replaceFile(this.#refused(name), part, 0o600));
    }
    if (later) {
      replaceFile(path, JSON.stringify({ ...mail, to: later.to }), 0o600);
      this.#defer(name, later.to, later.reason);
      return;
    }
    rmSync(path, { force: true });
    if (refused) return;
    try {
      this.#parts.onSent?.(mail);
    } catch (error) {
      this.#parts.log.error(`voicemail: what follows a mail failed: ${messageOf(error)}`);
    }
  }

  /** A server that does not know us yet often takes the mail at the second attempt. */
  #defer(name: string, to: readonly string[], reason: string): void {
    const { clock, log } = this.#parts;
    const before = this.#putOff.get(name);
    if (!before) log.notice(`voicemail: the mail to ${to.join(' and ')} is put off and will be tried again: ${reason}`);
    const afterMs = before ? Math.min(before.afterMs * 2, LONGEST_RETRY_MS) : FIRST_RETRY_MS;
    this.#putOff.set(name, { afterMs, untilMs: clock.monotonic() + afterMs });
  }

  #keepRefused(name: string, reason: string, keep: () => void): void {
    makeFolder(join(this.#parts.folder, 'refused'));
    keep();
    this.#parts.log.error(
      `voicemail: a mail was refused and is kept in ${join(this.#parts.folder, 'refused')} as ${name}: ${reason}`,
    );
  }

  #refused(name: string): string {
    return join(this.#parts.folder, 'refused', name);
  }
}

function readMail(path: string): ReadyMail | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('from' in value && 'to' in value && 'raw' in value))
      return undefined;
    const { from, to, raw } = value;
    if (typeof from !== 'string' || typeof raw !== 'string' || !Array.isArray(to)) return undefined;
    const deletes = 'deletes' in value ? readDeletes(value.deletes) : undefined;
    return { from, raw, to: to.filter((one) => typeof one === 'string'), ...(deletes && { deletes }) };
  } catch {
    return undefined; // torn: kept aside by who reads it
  }
}

function readDeletes(value: unknown): ReadyMail['deletes'] {
  if (typeof value !== 'object' || value === null || !('box' in value && 'context' in value && 'messageId' in value))
    return undefined;
  const { box, context, messageId } = value;
  if (typeof box !== 'string' || typeof context !== 'string' || typeof messageId !== 'string') return undefined;
  return { box, context, messageId };
}
