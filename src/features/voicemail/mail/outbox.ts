import { existsSync } from 'node:fs';
import type { Clock, Timer } from '../../../base/clock.ts';
import { hours, minutes, seconds } from '../../../base/duration.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import type { MailJob } from './mail-job.ts';
import type { MailOutcome, MailRoute, Refusal } from './mail-route.ts';
import type { OutboxFolder } from './outbox-folder.ts';
import { writeMail } from './write-mail.ts';

/** The most mails that wait. */
const MOST_WAITING = 1000;
/** How long an attempt may take. */
const ATTEMPT_MS = minutes(10);
/** Who has not got a mail by then does not get it. */
const GIVE_UP_MS = hours(120);
const BACK_OFF_MS = [seconds(15), seconds(30), minutes(1), minutes(2), minutes(5), minutes(10), minutes(20)];
const LONGEST_BACK_OFF_MS = minutes(30);

/** What an {@link Outbox} needs. */
export interface OutboxHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly folder: OutboxFolder;
  /** The way that mail takes now. */
  route(): MailRoute;
  /** Somebody has got the mail, and nobody is still to get it. */
  onSent(job: MailJob): void;
}

interface Waiting {
  job: MailJob;
  /** Grows with each attempt, so that all have their turn. */
  turn: number;
  /** How many had gone out when the way failed this one. */
  failedAfter: number | undefined;
}

/**
 * Mail on its way out, one at a time, kept on disk until it is delivered or refused for good. A way that is down rests with growing
 * pauses, and the log tells once that it is down and once that it is back. A mail that comes through twice is possible (a crash between
 * the server's word and ours), a mail that is lost is not.
 */
export class Outbox {
  readonly #house: OutboxHouse;
  readonly #waiting = new Map<string, Waiting>();
  readonly #abort = new AbortController();
  #timer: Timer | undefined;
  #busy = false;
  #turn = 0;
  #sent = 0;
  #full = false;
  #down: { readonly route: string; readonly attempts: number; readonly untilMs: number } | undefined;

  /** Takes up what an earlier run has left. Whoever makes it closes it. */
  constructor(house: OutboxHouse) {
    this.#house = house;
    const nowMs = house.clock.now();
    try {
      const left = house.folder.load((path) => house.log.warning(`voicemail e-mail: ${path} cannot be read`));
      for (const job of left) {
        // A clock that was set back must not keep a mail for years.
        const nextMs = Math.min(job.nextMs, nowMs + LONGEST_BACK_OFF_MS);
        this.#waiting.set(job.id, { job: { ...job, nextMs }, turn: 0, failedAfter: undefined });
      }
    } catch (error) {
      house.log.error(`voicemail e-mail: what still waits cannot be read: ${messageOf(error)}`);
    }
    this.#pump();
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** True if there is room for another; says so in the log once where there is none. */
  hasRoom(): boolean {
    const full = this.#waiting.size >= MOST_WAITING;
    if (full && !this.#full)
      this.#house.log.error(`voicemail e-mail: ${MOST_WAITING} mails wait already; messages are kept without one`);
    this.#full = full;
    return !full;
  }

  /** Takes a mail. @throws the system's error where it cannot be kept. */
  add(job: MailJob): void {
    this.#house.folder.write(job);
    this.#waiting.set(job.id, { job, turn: 0, failedAfter: undefined });
    this.#pump();
  }

  /** Tries again at once what waits, for example after a reload. */
  retry(): void {
    this.#down &&= { ...this.#down, untilMs: 0 };
    this.#pump();
  }

  /** Gives up the attempt under way; all that waits stays on disk. */
  close(): void {
    this.#timer?.cancel();
    this.#abort.abort();
  }

  #pump(): void {
    if (this.#busy || this.#abort.signal.aborted) return;
    this.#timer?.cancel();
    const nowMs = this.#house.clock.now();
    const first = [...this.#waiting.values()].sort((a, b) => a.turn - b.turn).find(({ job }) => job.nextMs <= nowMs);
    const resting = (this.#down?.untilMs ?? 0) - nowMs;
    if (first && resting <= 0) {
      this.#busy = true;
      void this.#attempt(first).finally(() => {
        this.#busy = false;
        this.#pump();
      });
      return;
    }
    let waitMs = resting;
    if (!first) {
      if (this.#waiting.size === 0) return;
      waitMs = Math.max(resting, Math.min(...[...this.#waiting.values()].map(({ job }) => job.nextMs)) - nowMs);
    }
    this.#timer = this.#house.clock.after(waitMs, () => this.#pump());
  }

  async #attempt(waiting: Waiting): Promise<void> {
    const { clock, folder, log } = this.#house;
    const { job } = waiting;
    waiting.turn = ++this.#turn;
    const route = this.#house.route();
    const attempt = new AbortController();
    const limit = clock.after(ATTEMPT_MS, () => attempt.abort());
    const giveUp = (): void => attempt.abort();
    this.#abort.signal.addEventListener('abort', giveUp, { once: true });
    const sound = folder.soundOf(job.id);
    const bytes = (): AsyncIterable<Buffer> => writeMail(job, existsSync(sound) ? sound : undefined);
    let outcome: MailOutcome;
    try {
      outcome = await route.send(job, bytes, attempt.signal);
    } finally {
      limit.cancel();
      this.#abort.signal.removeEventListener('abort', giveUp);
    }
    if (this.#abort.signal.aborted && outcome.kind !== 'sent') return;
    try {
      this.#judge(waiting, outcome, route);
    } catch (error) {
      log.error(`voicemail e-mail: the mail about ${job.about} cannot be kept: ${messageOf(error)}`);
      this.#waiting.delete(job.id);
    }
  }

  #judge(waiting: Waiting, outcome: MailOutcome, route: MailRoute): void {
    const { log, clock } = this.#house;
    const { job } = waiting;
    if (outcome.kind === 'down') {
      const lonely = waiting.failedAfter !== undefined && waiting.failedAfter < this.#sent;
      waiting.failedAfter = this.#sent;
      if (lonely) this.#putOff(waiting, job.recipients, `${route.name}: ${outcome.why}`);
      else this.#rest(route, outcome.why, waiting);
      return;
    }
    if (this.#down) {
      log.notice(`voicemail e-mail goes out again through ${route.name}; ${this.#waiting.size} waited`);
      this.#down = undefined;
    }
    const refused: readonly Refusal[] =
      outcome.kind === 'sent'
        ? outcome.refused
        : job.recipients.map((address) => ({ address, permanent: outcome.permanent, why: outcome.why }));
    const never = refused.filter(({ permanent }) => permanent);
    const later = refused.filter(({ permanent }) => !permanent);
    const got = job.recipients.length - refused.length;
    if (never.length > 0) this.#refuse(job, never, later.length > 0, route);
    if (later.length > 0) {
      const left = later.map(({ address }) => address);
      this.#putOff(waiting, left, `${route.name} puts it off: ${later[0]?.why ?? ''}`);
      if (clock.now() - job.madeMs < GIVE_UP_MS) return;
    }
    this.#waiting.delete(job.id);
    if (got === 0) return;
    this.#sent++;
    log.verbose(3, `The mail about ${job.about} is sent to ${got} of ${job.recipients.length}`);
    if (job.attempts > 0 && refused.length === 0)
      log.notice(`voicemail e-mail: the mail about ${job.about}, which was put off, is sent`);
    if (never.length === 0) this.#house.folder.remove(job.id);
    this.#house.onSent(job);
  }

  #rest(route: MailRoute, why: string, waiting: Waiting): void {
    const { clock, log } = this.#house;
    const { job } = waiting;
    if (clock.now() - job.madeMs >= GIVE_UP_MS) {
      this.#refuse(
        job,
        job.recipients.map((address) => ({ address, permanent: true, why })),
        false,
        route,
      );
      this.#waiting.delete(job.id);
    }
    const before = this.#down?.route === route.name ? this.#down.attempts : 0;
    if (before === 0)
      log.warning(`voicemail e-mail cannot go out through ${route.name}: ${why}. It waits on disk and is tried again`);
    this.#down = { route: route.name, attempts: before + 1, untilMs: clock.now() + backOff(before) };
  }

  #putOff(waiting: Waiting, recipients: readonly string[], why: string): void {
    const { clock, log, folder } = this.#house;
    const { job } = waiting;
    if (clock.now() - job.madeMs >= GIVE_UP_MS) {
      log.error(`voicemail e-mail: the mail about ${job.about} is given up: ${why}. It lies in ${folder.failedPath}`);
      folder.fail({ ...job, recipients }, false);
      this.#waiting.delete(job.id);
      return;
    }
    if (job.attempts === 0)
      log.notice(`voicemail e-mail about ${job.about} to ${recipients.join(' and ')}: ${why}. It is tried again`);
    const nextMs = clock.now() + backOff(job.attempts);
    waiting.job = { ...job, recipients, attempts: job.attempts + 1, nextMs };
    folder.write(waiting.job);
  }

  #refuse(job: MailJob, refused: readonly Refusal[], keepWaiting: boolean, route: MailRoute): void {
    const { log, folder } = this.#house;
    const whom = refused.map(({ address }) => address);
    log.error(
      `voicemail e-mail about ${job.about} to ${whom.join(' and ')} is refused by ${route.name}: ${refused[0]?.why ?? ''}. It lies in ${folder.failedPath}`,
    );
    folder.fail({ ...job, recipients: whom }, keepWaiting);
  }
}

function backOff(attempts: number): number {
  return BACK_OFF_MS[attempts] ?? LONGEST_BACK_OFF_MS;
}
