import type { Clock } from '../../base/clock.ts';
import { hours, type Ms } from '../../base/duration.ts';
import type { LedgerFacts } from '../../pbx/ports/ledger.ts';

/** That an instance has been reminded of. */
export interface FiredReminder {
  /** The calendar's name; compared without regard to case. */
  readonly calendar: string;
  /** The instance's key within the calendar. */
  readonly instance: string;
  /** All alarms up to this instant are done with. */
  readonly upToMs: Ms;
  /** When the event ends; some days later nobody asks any more. */
  readonly eventEndMs: Ms;
}

/** Remembers what has been fired, also across restarts. */
export interface FiredReminders {
  /** The instant up to which alarms of an instance are done with; undefined if none was ever fired. */
  firedUpTo(calendar: string, instance: string): Ms | undefined;
  /** Puts reminders on record and returns when they are safe. @throws Error if they cannot be stored; then none holds. */
  record(reminders: readonly FiredReminder[]): void;
  /** Takes an instance off the record. */
  forget(calendar: string, instance: string): void;
}

/** How long a record outlives its event: longer than any server takes to come back. */
const KEPT: Ms = hours(24 * 14);

/** The record in a ledger's book. Entries whose event is long over are struck out now and then. */
export function createFiredReminders(book: LedgerFacts, clock: Clock): FiredReminders {
  const keyOf = (calendar: string, instance: string): string => `${calendar.toLowerCase()}\n${instance}`;
  let tidiedMs = Number.NEGATIVE_INFINITY;
  const tidy = (): void => {
    const now = clock.now();
    if (now - tidiedMs < hours(24)) return;
    tidiedMs = now;
    for (const [key, value] of [...book.entries()]) if (Number(value.split(' ')[1]) + KEPT < now) book.forget(key);
  };
  tidy();
  return {
    firedUpTo(calendar, instance) {
      const value = book.get(keyOf(calendar, instance));
      return value === undefined ? undefined : Number(value.split(' ')[0]);
    },
    record(reminders) {
      tidy();
      book.commit(
        reminders.map(({ calendar, instance, upToMs, eventEndMs }) => ({
          key: keyOf(calendar, instance),
          value: `${upToMs} ${Math.max(upToMs, eventEndMs)}`,
        })),
      );
    },
    forget(calendar, instance) {
      const key = keyOf(calendar, instance);
      if (book.get(key) !== undefined) book.note([{ key, value: undefined }]);
    },
  };
}
