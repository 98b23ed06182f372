import type { Clock, Timer } from '../../base/clock.ts';
import { type Ms, minutes } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { CalendarEvent } from '../../extend/define-calendar-provider.ts';
import { instanceKey } from './event.ts';
import type { FiredReminders } from './fired-reminders.ts';

/** A reminder that waits. */
export interface Reminder {
  readonly calendar: string;
  readonly event: CalendarEvent;
  /** Epoch milliseconds; in the past for one that was missed. */
  readonly atMs: Ms;
}

/** What the schedule needs. */
export interface ReminderHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly fired: FiredReminders;
  /** Places the call. Told once it is on record that it was; must not throw. */
  remind(reminder: Reminder): void;
}

/** No timer runs longer, so that a clock that was set takes effect. */
const LONGEST_WAIT: Ms = minutes(1);
/** A reminder that comes later than this (the machine slept) counts as missed. */
const LATE: Ms = minutes(1);

/**
 * When to remind of what, for all calendars. An instance whose alarm lies in the past is reminded of at once, as long as
 * it has not begun, and once however many alarms were missed. What was fired is put on record before the call is placed.
 *
 * Deviation: an event with neither alarm nor autoreminder reminds nobody (Asterisk calls at once); every alarm of every
 * instance counts; a changed start reschedules; what has been fired is remembered across restarts.
 */
export class ReminderSchedule {
  readonly #house: ReminderHouse;
  readonly #waiting = new Map<string, Reminder[]>();
  readonly #known = new Map<string, { readonly events: readonly CalendarEvent[]; readonly autoreminderMs: Ms }>();
  #timer: Timer | undefined;
  #closed = false;

  constructor(house: ReminderHouse) {
    this.#house = house;
  }

  /**
   * Replaces what is known of one calendar.
   * @param autoreminderMs so long before the start of every event, instead of its own alarms; 0 for the alarms.
   */
  set(calendar: string, events: readonly CalendarEvent[], autoreminderMs: Ms): void {
    // What is due by now belongs to the old state.
    this.#tick();
    this.#known.set(calendar, { events, autoreminderMs });
    this.#plan(calendar);
    this.#arm();
  }

  /** Forgets a calendar and its reminders; what was fired stays on record. */
  remove(calendar: string): void {
    this.#known.delete(calendar);
    this.#waiting.delete(calendar);
    this.#arm();
  }

  /** All that waits, soonest first. */
  pending(): readonly Reminder[] {
    return [...this.#waiting.values()].flat().sort((a, b) => a.atMs - b.atMs);
  }

  /** Repeats the reminders of a calendar's meetings that have been fired and have not begun. @returns how many. */
  refire(calendar: string): number {
    const known = this.#known.get(calendar);
    if (!known) return 0;
    const now = this.#house.clock.now();
    let count = 0;
    for (const event of known.events) {
      if (event.startMs < now || this.#house.fired.firedUpTo(calendar, instanceKey(event)) === undefined) continue;
      this.#house.fired.forget(calendar, instanceKey(event));
      count++;
    }
    this.set(calendar, known.events, known.autoreminderMs);
    return count;
  }

  /** Ends the timer. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#waiting.clear();
    this.#known.clear();
  }

  #plan(calendar: string): void {
    const { events, autoreminderMs } = this.#known.get(calendar) ?? { events: [], autoreminderMs: 0 };
    const now = this.#house.clock.now();
    const reminders: Reminder[] = [];
    for (const event of events) {
      if (event.cancelled) continue;
      const alarms = autoreminderMs > 0 ? [event.startMs - autoreminderMs] : event.alarmsMs;
      const done = this.#house.fired.firedUpTo(calendar, instanceKey(event)) ?? Number.NEGATIVE_INFINITY;
      const open = alarms.filter((atMs) => atMs > done);
      const missed = open.findLast((atMs) => atMs <= now);
      if (missed !== undefined && event.startMs >= now) reminders.push({ calendar, event, atMs: missed });
      for (const atMs of open) if (atMs > now) reminders.push({ calendar, event, atMs });
    }
    reminders.sort((a, b) => a.atMs - b.atMs);
    this.#waiting.set(calendar, reminders);
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#closed) return;
    const next = Math.min(...[...this.#waiting.values()].map((list) => list[0]?.atMs ?? Number.POSITIVE_INFINITY));
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(1, next - this.#house.clock.now()), LONGEST_WAIT);
    this.#timer = this.#house.clock.after(wait, () => {
      this.#tick();
      this.#arm();
    });
  }

  /** Fires all that is due, of all calendars, with one entry on record for each instance. */
  #tick(): void {
    const now = this.#house.clock.now();
    const due: Reminder[] = [];
    for (const list of this.#waiting.values()) {
      const count = list.findIndex((reminder) => reminder.atMs > now);
      due.push(...list.splice(0, count < 0 ? list.length : count));
    }
    if (due.length === 0) return;
    // Of several for the same instance the last one stands for all.
    const latest = new Map<string, Reminder>();
    for (const reminder of due) latest.set(`${reminder.calendar}\n${instanceKey(reminder.event)}`, reminder);
    const wanted = [...latest.values()].filter(({ event, atMs }) => event.startMs >= now || now - atMs <= LATE);
    const { fired, log, remind } = this.#house;
    try {
      fired.record(
        wanted.map(({ calendar, event, atMs }) => ({
          calendar,
          instance: instanceKey(event),
          upToMs: atMs,
          eventEndMs: event.endMs,
        })),
      );
    } catch (error) {
      log.error(`reminders cannot be put on record and are held back: ${messageOf(error)}`);
      this.#holdBack(wanted);
      return;
    }
    for (const reminder of wanted) remind.call(this.#house, reminder);
  }

  /** Tries again in a minute. */
  #holdBack(reminders: readonly Reminder[]): void {
    const again = this.#house.clock.now() + LONGEST_WAIT;
    for (const reminder of reminders) {
      const list = this.#waiting.get(reminder.calendar);
      list?.push({ ...reminder, atMs: again });
      list?.sort((a, b) => a.atMs - b.atMs);
    }
  }
}
