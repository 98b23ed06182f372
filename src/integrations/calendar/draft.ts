import { randomUUID } from 'node:crypto';
import { splitArguments } from '../../extend/argument-split.ts';
import type { BusyState, CalendarDraft } from '../../extend/define-calendar-provider.ts';

const STATES: readonly BusyState[] = ['free', 'tentative', 'busy'];

/**
 * The event that CALENDAR_WRITE's fields and values make; a sentence if they make none.
 * @param fields names separated by commas. @param values the same number, commas within them quoted or escaped. @param nowMs start and end where they are left out.
 */
export function parseDraft(fields: string, values: string, nowMs: number): CalendarDraft | string {
  const names = splitArguments(fields).map((name) => name.trim().toLowerCase());
  const given = splitArguments(values);
  if (names.length !== given.length)
    return `CALENDAR_WRITE should have the same number of fields (${names.length}) and values (${given.length})!`;
  const known = new Map(names.map((name, i) => [name, given[i] ?? '']));
  const time = (name: string): number => {
    const seconds = Number.parseInt(known.get(name) ?? '', 10);
    return Number.isNaN(seconds) ? nowMs : seconds * 1000;
  };
  const startMs = time('start');
  const uid = known.get('uid')?.trim() ?? '';
  if (startMs === 0 || time('end') === 0) return 'CALENDAR_WRITE: start and end must not be 0!';
  return {
    uid: uid || randomUUID(),
    uidIsNew: uid === '',
    summary: known.get('summary') ?? '',
    description: known.get('description') ?? '',
    organizer: known.get('organizer') ?? '',
    location: known.get('location') ?? '',
    categories: known.get('categories') ?? '',
    priority: Number.parseInt(known.get('priority') ?? '', 10) || 0,
    startMs,
    endMs: Math.max(startMs, time('end')),
    busy: STATES[Number.parseInt(known.get('busystate') ?? '2', 10)] ?? 'busy',
  };
}
