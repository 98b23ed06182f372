import { copyFileSync, existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../base/make-folder.ts';
import { writeWhole } from '../message-store.ts';
import { type MailJob, parseJob } from './mail-job.ts';

/** The most mails that could not be delivered and are kept; the oldest go first. */
const MOST_FAILED = 100;

/**
 * Mails on disk: `ID.json`, and beside it `ID.sound`, another name of the message's own file where the disk allows, so that a mail takes
 * no room of its own and the message may be moved or deleted meanwhile. A mail is there once its `ID.json` is.
 */
export class OutboxFolder {
  readonly #waiting: string;
  readonly #failed: string;

  /** @param root the folder `voicemail-mail` of the spool, which is made when it is needed. */
  constructor(root: string) {
    this.#waiting = join(root, 'waiting');
    this.#failed = join(root, 'failed');
  }

  /** Where mails that could not be delivered lie. */
  get failedPath(): string {
    return this.#failed;
  }

  /** The path of a mail's sound. */
  soundOf(id: string): string {
    return join(this.#waiting, `${id}.sound`);
  }

  /** Keeps the sound of a mail that is about to be written. @throws the system's error. */
  holdSound(id: string, path: string): void {
    makeFolder(this.#waiting);
    try {
      linkSync(path, this.soundOf(id));
    } catch {
      copyFileSync(path, this.soundOf(id)); // another file system, or one without links
    }
  }

  /** Writes a mail, anew too. @throws the system's error. */
  write(job: MailJob): void {
    makeFolder(this.#waiting);
    writeWhole(join(this.#waiting, `${job.id}.json`), JSON.stringify(job));
  }

  /** Takes a mail away. */
  remove(id: string): void {
    rmSync(join(this.#waiting, `${id}.json`), { force: true });
    rmSync(this.soundOf(id), { force: true });
  }

  /** Lays a mail, or a part of its recipients, among the failed ones. @throws the system's error. */
  fail(job: MailJob, keepWaiting: boolean): void {
    makeFolder(this.#failed);
    const sound = this.soundOf(job.id);
    const aside = join(this.#failed, `${job.id}.sound`);
    if (existsSync(sound) && !existsSync(aside)) {
      if (keepWaiting) copyFileSync(sound, aside);
      else renameSync(sound, aside);
    }
    writeWhole(join(this.#failed, `${job.id}.json`), JSON.stringify(job));
    if (!keepWaiting) this.remove(job.id);
    const kept = readdirSync(this.#failed).filter((name) => name.endsWith('.json'));
    if (kept.length <= MOST_FAILED) return;
    const byAge = kept.map((name) => ({ name, ms: statSync(join(this.#failed, name)).mtimeMs }));
    byAge.sort((a, b) => a.ms - b.ms);
    for (const { name } of byAge.slice(0, kept.length - MOST_FAILED)) {
      rmSync(join(this.#failed, name), { force: true });
      rmSync(join(this.#failed, name.replace(/json$/, 'sound')), { force: true });
    }
  }

  /** The mails that an earlier run has left; what it was interrupted in is cleared away. @param damaged told of a file that cannot be read. */
  load(damaged: (path: string) => void): MailJob[] {
    if (!existsSync(this.#waiting)) return [];
    const names = readdirSync(this.#waiting);
    const jobs: MailJob[] = [];
    for (const name of names) {
      const path = join(this.#waiting, name);
      if (name.endsWith('.sound') && !names.includes(name.replace(/sound$/, 'json'))) rmSync(path, { force: true });
      if (name.endsWith('.tmp')) rmSync(path, { force: true });
      if (!name.endsWith('.json')) continue;
      const job = parseJob(readFileSync(path, 'utf8'));
      if (job !== undefined && `${job.id}.json` === name) jobs.push(job);
      else {
        damaged(path);
        renameSync(path, `${path}.damaged`);
      }
    }
    return jobs;
  }
}
