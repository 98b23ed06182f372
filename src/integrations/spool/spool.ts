import type { Clock, Timer } from '../../base/clock.ts';
import { seconds } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Scope } from '../../base/scope.ts';
import { lateAnswerHeard } from '../../channel/events.ts';
import { bookkeepingLine, type CallFileStatus } from '../../clients/callfile/index.ts';
import type { LedgerFacts } from '../../pbx/ports/ledger.ts';
import { Arrivals, type Look } from './arrivals.ts';
import { type AttemptRecord, parseAttemptRecord, writeAttemptRecord } from './attempt-record.ts';
import { type DiskFault, DiskTrouble, recordFault } from './disk-trouble.ts';
import { DueQueue } from './due-queue.ts';
import { type DueFile, examineFile, type Judgement } from './examine-file.ts';
import { FolderWatch } from './folder-watch.ts';
import { openForWriting } from './open-for-writing.ts';
import { type AttemptHouse, placeAttempt } from './place-attempt.ts';
import { PutAway } from './put-away.ts';
import type { SpoolFolder } from './spool-folder.ts';

/** What the spool needs. */
export interface SpoolHouse extends AttemptHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly folder: SpoolFolder;
  /** The ledger's facts about call files. */
  readonly book: LedgerFacts;
  readonly processId: number;
}

/**
 * How many call files may be dialled and not yet answered at a time; the rest waits its turn.
 *
 * Deviation: Asterisk starts a thread for every file at once, and 10,000 of them take 650 MB.
 */
export const MOST_UNANSWERED = 1000;

/** How many files are taken up before the event loop gets its turn. */
const BATCH = 32;

/**
 * How long after the start a file waits whose call was under way when the PBX was killed. An answer that nobody acknowledged
 * is repeated by the far end, after 4 seconds at the latest, and then tells what became of that call.
 * @see RFC 3261 §13.3.1.4
 */
const LATE_ANSWER_MS = seconds(5);

/**
 * Dials the call files of a folder, each when its modification time has come.
 * Deviation: one that comes under the name of a file whose call still runs waits for the end of that; Asterisk calls at once.
 *
 * The order of every attempt: the ledger has it (synced), the file has its `StartRetry` line and its new date, the call is
 * placed. Of every answer: the ledger has it, then all else. A crash between any two of these costs an attempt at most, and
 * never dials again after a recorded answer. An answer that came while nobody was there to record it is repeated by the far
 * end, heard after the restart, and recorded then.
 */
export class Spool {
  readonly #house: SpoolHouse;
  readonly #scope: Scope;
  readonly #queue = new DueQueue();
  readonly #arrivals: Arrivals;
  readonly #trouble: DiskTrouble;
  readonly #putAway: PutAway;
  /** Files whose call is under way, from the attempt to the end of the whole call. */
  readonly #jobs = new Map<string, Promise<void>>();
  /** Calls that were under way when the PBX was killed: their file's name by their own. */
  readonly #cutOff = new Map<string, string>();
  readonly #lateAnswersUntilMs: number;
  /** What lies in the folder and is no call file, once it was told. */
  readonly #oddities = new Set<string>();
  #unanswered = 0;
  #timer: Timer | undefined;
  #timerAtMs = 0;

  /** Starts at once, and stops when `scope` ends. */
  constructor(house: SpoolHouse, scope: Scope) {
    this.#house = house;
    this.#scope = scope;
    const { clock, folder, log } = house;
    const resume = (): void => {
      this.#takeUp();
      this.#arm();
    };
    this.#trouble = new DiskTrouble({ clock, log, folder: folder.outgoing, resume });
    scope.own('trouble', this.#trouble);
    this.#putAway = new PutAway({ ...house, trouble: this.#trouble });
    this.#arrivals = new Arrivals({
      clock,
      look: (name) => folder.look(name) ?? this.#odd(name),
      endsInNewline: (name) => folder.endsInNewline(name),
      openForWriting: (names) => openForWriting(folder.outgoing, names),
      ready: (files) => this.#arrived(files),
    });
    scope.onClose('calls', () => this.#settle());
    scope.own('arrivals', this.#arrivals);
    scope.onClose('timer', () => this.#timer?.cancel());
    this.#lateAnswersUntilMs = clock.now() + LATE_ANSWER_MS;
    this.#readLedger();
    scope.onClose(
      'late answers',
      house.bus.on(lateAnswerHeard, ({ callId }) => this.#answeredLate(callId)),
    );
    const watch = new FolderWatch({
      folder: folder.outgoing,
      clock,
      log,
      onAppeared: (name) => this.#appeared(name),
      onChanged: (name) => this.#changed(name),
      onUncertain: () => this.#readFolder(),
      version: () => folder.version(),
    });
    scope.own('watch', watch);
  }

  /** How many files wait for their time or their turn. */
  get waiting(): number {
    return this.#queue.size + this.#arrivals.size;
  }

  /** How many calls are under way. */
  get underWay(): number {
    return this.#jobs.size;
  }

  #appeared(name: string): void {
    if (!this.#jobs.has(name)) this.#arrivals.appeared(name);
  }

  #changed(name: string): void {
    if (!this.#jobs.has(name) && !this.#queue.has(name)) this.#arrivals.changed(name);
    else if (this.#queue.has(name)) this.#dateChanged(name);
  }

  /** A waiting file was written or dated anew; our own bookkeeping is told here too, and changes nothing. */
  #dateChanged(name: string): void {
    const look = this.#house.folder.look(name);
    if (look && this.#queue.dueMs(name) === dueOf(look)) return;
    this.#queue.delete(name);
    this.#arrivals.changed(name);
  }

  #readFolder(): void {
    const names = this.#house.folder.list();
    this.#putAway.prune(names);
    for (const name of this.#oddities) if (!names.includes(name)) this.#oddities.delete(name);
    for (const name of names) {
      if (!this.#jobs.has(name) && !this.#queue.has(name)) this.#arrivals.found(name);
    }
  }

  /** Tells once of a symbolic link and the like, which nobody will dial; of folders it goes without saying. */
  #odd(name: string): undefined {
    const { folder, log } = this.#house;
    const what = folder.oddity(name);
    if (what === undefined || what === 'a folder' || this.#oddities.has(name)) return undefined;
    this.#oddities.add(name);
    log.warning(`${folder.pathOf(name)} is ${what} and is left alone; move the call file itself there`);
    return undefined;
  }

  #arrived(files: ReadonlyArray<{ name: string; look: Look }>): void {
    for (const { name, look } of files) {
      if (!this.#putAway.isSettled(name, look)) this.#queue.put(name, dueOf(look));
    }
    this.#arm();
  }

  /** Sets the timer for the next file that can be taken up. */
  #arm(): void {
    const next = this.#queue.nextMs;
    if (next === undefined || this.#scope.closed || this.#trouble.lasts) return;
    if (this.#unanswered >= MOST_UNANSWERED) return;
    const { clock } = this.#house;
    // Looked at once a second at least, for the machine's clock may be set.
    const afterMs = Math.min(1000, Math.max(0, next - clock.now()));
    const atMs = clock.monotonic() + afterMs;
    if (this.#timer && this.#timerAtMs <= atMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    this.#timer = clock.after(afterMs, () => {
      this.#timer = undefined;
      if (!this.#trouble.lasts) this.#takeUp();
      this.#arm();
    });
  }

  /** Takes up a batch of what is due. */
  #takeUp(): void {
    const nowMs = this.#house.clock.now();
    const room = Math.min(BATCH, MOST_UNANSWERED - this.#unanswered);
    const due: DueFile[] = [];
    for (let taken = 0; taken < room; taken++) {
      const name = this.#queue.take(nowMs);
      if (name === undefined) break;
      // In the making again: it comes back when it is whole.
      if (this.#arrivals.has(name) || this.#jobs.has(name)) continue;
      const judgement = examineFile(this.#house, name, nowMs, this.#lateAnswersUntilMs);
      if (judgement.kind === 'dial') due.push(judgement.file);
      else this.#follow(name, judgement);
    }
    if (due.length > 0) this.#begin(due, nowMs);
  }

  #follow(name: string, judgement: Exclude<Judgement, { kind: 'dial' }>): void {
    switch (judgement.kind) {
      case 'later':
        this.#queue.put(name, judgement.dueMs);
        break;
      case 'unripe':
        this.#arrivals.found(name);
        break;
      case 'gone':
        this.#putAway.forget(name);
        break;
      case 'refused':
        this.#putAway.refuse(name, judgement.why, judgement.short);
        break;
      case 'finish':
        this.#finish(name, judgement.file, judgement.status);
        break;
      case 'rest':
        this.#putAway.settle(name);
        break;
    }
  }

  /** Begins the attempts of a batch: ledger, files, calls, in this order. */
  #begin(files: readonly DueFile[], nowMs: number): void {
    const { book, folder } = this.#house;
    const nowSeconds = Math.floor(nowMs / 1000);
    const unrecorded = recordFault(() =>
      book.commit(
        files.map((file) => ({ key: this.#keyOf(file.name), value: this.#record(file, 'begun', nowSeconds) })),
      ),
    );
    for (const file of files) {
      const fault = unrecorded ?? this.#appendStart(file, nowSeconds);
      folder.release(file.opened);
      if (fault === undefined) {
        this.#dial(file);
        continue;
      }
      if (fault !== unrecorded) this.#note(file.name, file.fact);
      if (fault.passing) {
        this.#trouble.met(fault.message);
        this.#queue.put(file.name, dueOf(file.opened));
      } else {
        const { message } = fault;
        this.#putAway.refuse(file.name, `${message}\n`, `Unable to set utime on ${this.#keyOf(file.name)}: ${message}`);
      }
    }
  }

  #appendStart(file: DueFile, nowSeconds: number): DiskFault | undefined {
    const { folder, processId } = this.#house;
    const { abandoned, attempt, callFile } = file;
    const next = nowSeconds + callFile.retryTimeSeconds;
    const aborted = abandoned > 0 ? bookkeepingLine('AbortRetry', processId, abandoned, next) : '';
    const started = bookkeepingLine('StartRetry', processId, attempt, next);
    return folder.append(file.opened, aborted + started, next + callFile.retryTimeSeconds);
  }

  #dial(file: DueFile): void {
    this.#unanswered++;
    let counted = true;
    const uncount = (): void => {
      if (!counted) return;
      counted = false;
      this.#unanswered--;
      this.#arm();
    };
    const job = placeAttempt(this.#house, {
      callFile: file.callFile,
      number: file.attempt,
      signal: this.#scope.signal,
      onCallId: (callId) =>
        this.#note(file.name, this.#record(file, 'begun', Math.floor(this.#house.clock.now() / 1000), callId)),
      onAnswered: () => {
        this.#note(file.name, this.#record(file, 'answered', 0));
        uncount();
      },
    }).then(
      (end) => {
        this.#jobs.delete(file.name);
        if (end === 'completed') this.#finish(file.name, file, 'Completed');
        else if (end === 'failed') this.#failed(file);
      },
      (error) => {
        this.#jobs.delete(file.name);
        this.#house.log.error(`the attempt of ${file.name} went wrong: ${messageOf(error)}`);
        this.#failed(file);
      },
    );
    this.#jobs.set(file.name, job.finally(uncount));
  }

  /** Records what became of a file; on a full disk as soon as it takes something again. */
  #note(name: string, value: string | undefined): void {
    this.#trouble.do(() => recordFault(() => this.#house.book.note([{ key: this.#keyOf(name), value }])));
  }

  /** The far end of a call that was under way when the PBX was killed says that it had answered. */
  #answeredLate(callId: string): void {
    const name = this.#cutOff.get(callId);
    if (name === undefined) return;
    this.#cutOff.delete(callId);
    const { book, clock, log } = this.#house;
    const key = this.#keyOf(name);
    const record = parseAttemptRecord(book.get(key) ?? '');
    if (record?.state !== 'begun' || record.callId !== callId) return;
    log.notice(`${key} was answered while the PBX was away`);
    this.#note(name, writeAttemptRecord({ ...record, state: 'answered' }));
    if (this.#queue.has(name)) this.#queue.put(name, clock.now());
    this.#arm();
  }

  /** After an attempt without an answer: the next one, or the end. */
  #failed(file: DueFile): void {
    const { clock, folder, log, processId } = this.#house;
    const { attempt, callFile, name } = file;
    if (attempt > callFile.maxRetries) {
      // Asterisk counts retries here, not attempts.
      const retries = attempt - 1;
      const plural = retries === 1 ? '' : 's';
      log.notice(
        `Queued call to ${callFile.technology}/${callFile.resource} expired without completion after ${retries} attempt${plural}`,
      );
      this.#finish(name, file, 'Expired');
      return;
    }
    if (!folder.holds(name, file.opened.identity)) {
      this.#arrivals.found(name);
      return;
    }
    const nowSeconds = Math.floor(clock.now() / 1000);
    const next = nowSeconds + callFile.retryTimeSeconds;
    const line = bookkeepingLine('EndRetry', processId, attempt, nowSeconds);
    this.#trouble.do(() => {
      const fault = folder.amend(name, line, next);
      if (fault && !fault.passing) log.warning(`Unable to set utime on ${folder.pathOf(name)}: ${fault.message}`);
      return fault;
    });
    this.#queue.put(name, next * 1000);
    this.#arm();
  }

  #finish(name: string, file: Pick<DueFile, 'callFile' | 'opened' | 'attempt'>, status: CallFileStatus): void {
    const stranger = this.#putAway.finish(name, file, status);
    // A file that took over the name while this one was dialled has its own story.
    if (stranger) this.#arrivals.found(name);
  }

  #record(file: DueFile, state: AttemptRecord['state'], nowSeconds: number, callId = ''): string {
    return writeAttemptRecord({
      identity: file.opened.identity,
      state,
      attempts: file.attempt,
      notBeforeSeconds: state === 'begun' ? nowSeconds + file.callFile.retryTimeSeconds : 0,
      callId,
    });
  }

  #keyOf(name: string): string {
    return this.#house.folder.pathOf(name);
  }

  /** Forgets facts about files that are gone, and learns which calls were under way at a crash. */
  #readLedger(): void {
    const { book, folder } = this.#house;
    const present = new Set(folder.list().map((name) => folder.pathOf(name)));
    const folderPrefix = folder.pathOf('');
    for (const [key, value] of [...book.entries()]) {
      if (!key.startsWith(folderPrefix)) continue;
      // A file of the same name that came meanwhile has another identity.
      if (!present.has(key)) book.forget(key);
      const record = parseAttemptRecord(value);
      if (record?.state === 'begun' && record.callId !== '')
        this.#cutOff.set(record.callId, key.slice(folderPrefix.length));
    }
  }

  async #settle(): Promise<void> {
    await Promise.race([Promise.allSettled([...this.#jobs.values()]), this.#house.clock.sleep(2000)]);
  }
}

/** A file is due in the second of its modification time, as in Asterisk. */
function dueOf(look: Pick<Look, 'mtimeMs'>): number {
  return Math.floor(look.mtimeMs / 1000) * 1000;
}
