import type { Clock, Timer } from '../../base/clock.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { formatSpan } from '../../base/diagnostic-render.ts';
import { type Ms, minutes, seconds } from '../../base/duration.ts';
import type { Logger } from '../../base/log.ts';
import type {
  CalendarDraft,
  CalendarEvent,
  CalendarProvider,
  CalendarSource,
  CalendarWritten,
} from '../../extend/define-calendar-provider.ts';
import type { CalendarSettings } from './settings.ts';

/** What a calendar needs. */
export interface CalendarHouse {
  readonly clock: Clock;
  readonly log: Logger;
  /** Told after each fetch that gave events, and when settings that touch reminders have changed. */
  onEvents(calendar: Calendar): void;
  /** Told when the calendar has become busy or free. */
  onBusy(calendar: Calendar, busy: boolean): void;
}

/** The first wait after a failed fetch; doubled each time, up to the usual one or a quarter of an hour. */
const FIRST_RETRY: Ms = seconds(60);
const LONGEST_RETRY: Ms = minutes(15);
/** How long after a write the calendar is fetched, so that many writes cost one fetch. */
const SHOW_WRITTEN: Ms = seconds(2);
/** Faults of a calendar's text that are told one by one. */
const MOST_TOLD = 10;

/**
 * One calendar: fetched at the start and then again and again, its events kept. When a fetch fails, the last good events
 * stay, one message says why, and it is tried again soon. Its owner closes it.
 */
export class Calendar {
  readonly #house: CalendarHouse;
  readonly #source: CalendarSource;
  readonly #closing = new AbortController();
  #settings: CalendarSettings;
  #events: readonly CalendarEvent[] = [];
  #fetching: Promise<string | undefined> | undefined;
  #refreshTimer: Timer | undefined;
  #busyTimer: Timer | undefined;
  #writtenTimer: Timer | undefined;
  #busy = false;
  #failures = 0;
  #toldFault: string | undefined;
  #toldDiagnostics = new Set<string>();

  constructor(settings: CalendarSettings, provider: CalendarProvider, house: CalendarHouse) {
    this.#settings = settings;
    this.#house = house;
    this.#source = provider.open(settings.location);
  }

  get settings(): CalendarSettings {
    return this.#settings;
  }

  /** Those of the last good fetch, in the order of CALENDAR_QUERY. */
  get events(): readonly CalendarEvent[] {
    return this.#events;
  }

  get canWrite(): boolean {
    return this.#source.write !== undefined;
  }

  /**
   * Writes an event. Never rejects.
   *
   * Deviation: one that the server has taken shows within seconds, since the calendar is fetched again soon; Asterisk shows
   * it after the next refresh, so that a caller could book the same hour twice.
   */
  async write(draft: CalendarDraft): Promise<CalendarWritten> {
    if (!this.#source.write) return { kind: 'refused', why: 'it has no write function' };
    const written = await this.#source.write(draft);
    if (written.kind === 'written' && !this.#closing.signal.aborted)
      this.#writtenTimer ??= this.#house.clock.after(SHOW_WRITTEN, () => {
        this.#writtenTimer = undefined;
        void this.refresh();
      });
    return written;
  }

  /** True while an event that is not free takes place; its end no longer counts. */
  get isBusy(): boolean {
    const now = this.#house.clock.now();
    return this.#events.some(({ busy, startMs, endMs }) => busy !== 'free' && startMs <= now && now < endMs);
  }

  /** Takes over changed options, all but where the calendar lies. */
  update(settings: CalendarSettings): void {
    const { refreshMs, timeframeMs } = this.#settings;
    this.#settings = { ...settings, location: this.#settings.location, type: this.#settings.type };
    this.#house.onEvents(this);
    if (settings.timeframeMs !== timeframeMs) void this.refresh();
    else if (settings.refreshMs !== refreshMs) this.#armRefresh();
  }

  /** Fetches now. @returns what is wrong, or undefined. Never rejects. */
  refresh(): Promise<string | undefined> {
    if (this.#closing.signal.aborted) return Promise.resolve('the calendar is gone');
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /** Ends fetching and all timers. Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#refreshTimer?.cancel();
    this.#busyTimer?.cancel();
    this.#writtenTimer?.cancel();
    this.#source.close?.();
  }

  async #fetch(): Promise<string | undefined> {
    this.#refreshTimer?.cancel();
    const { clock } = this.#house;
    const fromMs = clock.now();
    const window = { fromMs, toMs: fromMs + this.#settings.timeframeMs };
    const { events, fault, diagnostics } = await this.#source.fetch(window, this.#closing.signal);
    if (this.#closing.signal.aborted) return 'the calendar is gone';
    this.#failures = fault === undefined ? 0 : this.#failures + 1;
    this.#tellFault(fault);
    if (fault === undefined) this.#tellDiagnostics(diagnostics);
    if (events) {
      this.#events = events;
      this.#house.onEvents(this);
      this.#watchBusy();
    }
    this.#armRefresh();
    return fault;
  }

  #armRefresh(): void {
    this.#refreshTimer?.cancel();
    const { refreshMs } = this.#settings;
    const retryMs = Math.min(FIRST_RETRY * 2 ** Math.min(this.#failures - 1, 10), LONGEST_RETRY, refreshMs);
    this.#refreshTimer = this.#house.clock.after(this.#failures > 0 ? retryMs : refreshMs, () => void this.refresh());
  }

  #tellFault(fault: string | undefined): void {
    if (fault === this.#toldFault) return;
    this.#toldFault = fault;
    const { log } = this.#house;
    const { name } = this.#settings;
    if (fault === undefined) log.notice(`calendar '${name}' is fetched again`);
    else {
      const count = this.#events.length;
      const known =
        count > 0 ? `the last good answer holds (${count} event${count === 1 ? '' : 's'})` : 'it has no events so far';
      log.warning(`calendar '${name}': ${fault}; ${known}`);
    }
  }

  #tellDiagnostics(diagnostics: readonly Diagnostic[]): void {
    const lines = diagnostics.map(({ code, message, span }) => `[${code}] ${message} (${formatSpan(span)})`);
    const fresh = lines.filter((line) => !this.#toldDiagnostics.has(line));
    this.#toldDiagnostics = new Set(lines);
    for (const line of fresh.slice(0, MOST_TOLD)) this.#house.log.warning(line);
    if (fresh.length > MOST_TOLD)
      this.#house.log.warning(
        `calendar '${this.#settings.name}': ${fresh.length - MOST_TOLD} more faults of this kind`,
      );
  }

  /** Tells of a change now, and of the next one when it comes. */
  #watchBusy(): void {
    this.#busyTimer?.cancel();
    const busy = this.isBusy;
    if (busy !== this.#busy) {
      this.#busy = busy;
      this.#house.onBusy(this, busy);
    }
    const now = this.#house.clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const event of this.#events) {
      if (event.busy === 'free') continue;
      if (event.startMs > now) next = Math.min(next, event.startMs);
      if (event.endMs > now) next = Math.min(next, event.endMs);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#busyTimer = this.#house.clock.after(Math.min(next - now, minutes(1)), () => this.#watchBusy());
  }
}
