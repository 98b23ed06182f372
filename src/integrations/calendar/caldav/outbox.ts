import type { Clock, Timer } from '../../../base/clock.ts';
import { hours, type Ms, minutes, seconds } from '../../../base/duration.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import type { CalendarDraft, CalendarWritten } from '../../../extend/define-calendar-provider.ts';
import type { LedgerFacts } from '../../../pbx/ports/ledger.ts';
import type { PutResult } from './put-event.ts';

/** What an outbox needs. */
export interface OutboxHouse {
  readonly clock: Clock;
  readonly log: Logger;
  /** Where events wait across restarts. */
  readonly book: LedgerFacts;
  /** Brings one event to the server. Never rejects. */
  send(draft: CalendarDraft, signal: AbortSignal): Promise<PutResult>;
}

/** An event that is not at the server yet. */
interface Entry {
  readonly draft: CalendarDraft;
  readonly sinceMs: Ms;
  /** Tells the call that waits for it, if one still does. */
  settle: ((written: CalendarWritten) => void) | undefined;
  /** The round in which it was last tried. */
  round: number;
  /** What the server had against it. */
  refusal: string | undefined;
}

/** As many events wait for one calendar; then further ones are refused. */
export const MOST_WAITING = 1000;
/** So long an event waits for its server; then it is given up, with a message that holds it. */
export const LONGEST_WAIT: Ms = hours(24 * 14);
/** So long a call waits for the server. */
const LONGEST_CALL_WAIT: Ms = seconds(20);
const FIRST_RETRY: Ms = seconds(30);
const LONGEST_RETRY: Ms = minutes(15);
/** A longer event is refused. */
const MOST_CHARACTERS = 200_000;

/**
 * The events that one calendar is to get. Each is put on record before it is sent and struck out when the server has it, so that
 * neither a server that is away nor the end of this process loses one; sending twice does no harm, since the UID stays the same.
 * One is sent at a time, in order. Closed by its owner; what waits then waits on disk.
 */
export class Outbox {
  readonly #calendar: string;
  readonly #house: OutboxHouse;
  readonly #closing = new AbortController();
  /** By UID, oldest first. */
  readonly #entries = new Map<string, Entry>();
  #round = 0;
  #running = false;
  #timer: Timer | undefined;
  /** What keeps the server from taking anything; undefined while nothing is known to. */
  #away: string | undefined;
  #failures = 0;
  /** Events that waited and have arrived since the server went away. */
  #delivered = 0;

  /** @param calendar its name. */
  constructor(calendar: string, house: OutboxHouse) {
    this.#calendar = calendar;
    this.#house = house;
    const known = [...house.book.entries()].flatMap(([key, value]) => {
      const entry = key.startsWith(this.#keyOf('')) ? readEntry(value) : undefined;
      return entry ? [entry] : [];
    });
    known.sort((a, b) => a.sinceMs - b.sinceMs);
    for (const entry of known) this.#entries.set(entry.draft.uid, entry);
    if (known.length === 0) return;
    this.#away = 'the server has not been asked since the start';
    this.#arm();
  }

  /** How many events the server does not have yet. */
  get size(): number {
    return this.#entries.size;
  }

  /** Sends an event, or keeps it until the server takes it. Never rejects. */
  write(draft: CalendarDraft): Promise<CalendarWritten> {
    if (this.#closing.signal.aborted) return refused('the calendar is gone');
    const earlier = this.#entries.get(draft.uid);
    if (!earlier && this.#entries.size >= MOST_WAITING)
      return refused(`${MOST_WAITING} events wait for the server already (${this.#away ?? 'it is slow'})`);
    const entry: Entry = { draft, sinceMs: this.#house.clock.now(), settle: undefined, round: 0, refusal: undefined };
    const value = JSON.stringify({ sinceMs: entry.sinceMs, draft });
    if (value.length > MOST_CHARACTERS) return refused(`the event is longer than ${MOST_CHARACTERS} characters`);
    // It takes the place of an older one that has the same UID.
    this.#entries.set(draft.uid, entry);
    earlier?.settle?.({ kind: 'queued', why: 'a newer version has taken its place' });
    if (this.#away !== undefined) return Promise.resolve(this.#keep(entry, this.#away));
    try {
      this.#house.book.note([{ key: this.#keyOf(draft.uid), value }]);
    } catch {
      // Told if it does not arrive: then it is stored in earnest.
    }
    return new Promise((resolve) => {
      const timer = this.#house.clock.after(LONGEST_CALL_WAIT, () => this.#settleKept(entry, 'the server is slow'));
      entry.settle = (written) => {
        timer.cancel();
        entry.settle = undefined;
        resolve(written);
      };
      void this.#run();
    });
  }

  /** The server has just answered: what waits is sent now. */
  serverIsBack(): void {
    if (this.#entries.size === 0 || this.#closing.signal.aborted) return;
    void this.#run();
  }

  /** Sends no more; whoever waits hears that the event is kept. Idempotent. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#timer?.cancel();
    for (const entry of this.#entries.values()) this.#settleKept(entry, 'the calendar is being closed');
  }

  /** Sends all that wait, one after another, until the server does not answer. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#timer?.cancel();
    this.#round++;
    for (let entry = this.#next(); entry; entry = this.#next()) {
      entry.round = this.#round;
      const result = await this.#house.send(entry.draft, this.#closing.signal);
      if (this.#closing.signal.aborted && result.kind !== 'done') break;
      if (result.kind === 'later') {
        this.#serverIsAway(result.why);
        break;
      }
      this.#away = undefined;
      if (result.kind === 'done') this.#arrived(entry);
      else this.#turnedDown(entry, result.why);
    }
    this.#running = false;
    this.#dropOld();
    if (this.#entries.size > 0) {
      this.#arm();
      return;
    }
    // Nothing is left to find out with when it is back: the next call asks it.
    this.#away = undefined;
    this.#tellAllWritten();
  }

  #next(): Entry | undefined {
    if (this.#closing.signal.aborted) return undefined;
    for (const entry of this.#entries.values()) if (entry.round !== this.#round) return entry;
    return undefined;
  }

  #arrived(entry: Entry): void {
    this.#failures = 0;
    if (!entry.settle) this.#delivered++;
    this.#remove(entry);
    entry.settle?.({ kind: 'written' });
  }

  /** A call that waits hears it, and that is the end; an event that was promised is tried again until it is too old. */
  #turnedDown(entry: Entry, why: string): void {
    if (entry.settle) {
      this.#remove(entry);
      entry.settle({ kind: 'refused', why });
      return;
    }
    if (entry.refusal !== why)
      this.#house.log.warning(
        `calendar '${this.#calendar}': ${why}; the event '${entry.draft.summary}' that waits to be written is tried again later`,
      );
    entry.refusal = why;
    this.#failures++;
  }

  #serverIsAway(why: string): void {
    this.#failures++;
    const isNews = this.#away !== why;
    this.#away = why;
    for (const entry of this.#entries.values()) this.#settleKept(entry, why);
    if (!isNews || this.#entries.size === 0) return;
    const { size } = this.#entries;
    this.#house.log.warning(
      `calendar '${this.#calendar}': ${why}; ${size} event${size === 1 ? ' waits' : 's wait'} to be written`,
    );
  }

  #tellAllWritten(): void {
    if (this.#delivered === 0) return;
    const count = this.#delivered;
    this.#delivered = 0;
    this.#house.log.notice(
      `calendar '${this.#calendar}': ${count === 1 ? 'the event that waited has' : `the ${count} events that waited have`} been written`,
    );
  }

  #settleKept(entry: Entry, why: string): void {
    if (entry.settle) entry.settle(this.#keep(entry, why));
  }

  /** Puts an event safely on disk. */
  #keep(entry: Entry, why: string): CalendarWritten {
    const { draft, sinceMs } = entry;
    try {
      this.#house.book.commit([{ key: this.#keyOf(draft.uid), value: JSON.stringify({ sinceMs, draft }) }]);
      return { kind: 'queued', why };
    } catch (error) {
      if (this.#entries.get(draft.uid) === entry) this.#entries.delete(draft.uid);
      return { kind: 'refused', why: `${why}, and the event cannot be stored: ${messageOf(error)}` };
    }
  }

  #remove(entry: Entry): void {
    const { uid } = entry.draft;
    // A newer version may have taken its place while it was on its way.
    if (this.#entries.get(uid) !== entry) return;
    this.#entries.delete(uid);
    try {
      this.#house.book.note([{ key: this.#keyOf(uid), value: undefined }]);
    } catch (error) {
      this.#house.log.warning(`calendar '${this.#calendar}': a written event stays on record: ${messageOf(error)}`);
    }
  }

  #dropOld(): void {
    const oldestMs = this.#house.clock.now() - LONGEST_WAIT;
    for (const entry of [...this.#entries.values()]) {
      if (entry.sinceMs > oldestMs) continue;
      this.#remove(entry);
      this.#house.log.error(
        `calendar '${this.#calendar}': an event waited for two weeks and is given up (${entry.refusal ?? this.#away ?? 'no answer'}): ${JSON.stringify(entry.draft)}`,
      );
    }
  }

  #arm(): void {
    this.#timer?.cancel();
    if (this.#closing.signal.aborted) return;
    const waitMs = Math.min(FIRST_RETRY * 2 ** Math.min(Math.max(0, this.#failures - 1), 10), LONGEST_RETRY);
    this.#timer = this.#house.clock.after(waitMs, () => void this.#run());
  }

  #keyOf(uid: string): string {
    return `${this.#calendar.toLowerCase()}\n${uid}`;
  }
}

function refused(why: string): Promise<CalendarWritten> {
  return Promise.resolve({ kind: 'refused', why });
}

/** An event as it was put on record; undefined if the record is not ours. */
function readEntry(value: string): Entry | undefined {
  try {
    const { sinceMs, draft } = JSON.parse(value) as { sinceMs: Ms; draft: CalendarDraft };
    if (typeof sinceMs !== 'number' || typeof draft.uid !== 'string') return undefined;
    return { sinceMs, draft, settle: undefined, round: 0, refusal: undefined };
  } catch {
    return undefined;
  }
}
