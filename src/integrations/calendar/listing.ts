import type { Ms } from '../../base/duration.ts';
import type { CalendarEvent } from '../../extend/define-calendar-provider.ts';
import type { Calendar } from './calendar.ts';
import { compareEvents } from './event.ts';
import { fieldsOf } from './ical/wall-time.ts';
import { ianaZone, toWall, utcZone, type Zone } from './ical/zone.ts';

/** The zone of the machine, in which the console shows times. */
export function machineZone(): Zone {
  return ianaZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? utcZone;
}

/** `2026-11-21 02:45:00 AM +0000`. */
export function formatTime(ms: Ms, zone: Zone): string {
  const { year, month, day, hour, minute, second } = fieldsOf(toWall(zone, ms));
  const two = (n: number): string => String(n).padStart(2, '0');
  const offset = Math.round(zone.offsetAt(ms) / 60_000);
  const shift = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  const noon = hour < 12 ? 'AM' : 'PM';
  return `${year}-${two(month)}-${two(day)} ${two(hour % 12 || 12)}:${two(minute)}:${two(second)} ${noon} ${shift}`;
}

/** Text cut or filled with blanks to `width`, on one line. */
function fill(text: string, width: number): string {
  return text
    .replace(/[\x00-\x1f\x7f]+/g, ' ')
    .slice(0, width)
    .padEnd(width);
}

/** What `calendar show calendar NAME` prints. */
export function describeCalendar(calendar: Calendar, zone: Zone): string {
  const { name, notify, refreshMs, timeframeMs, autoreminderMs } = calendar.settings;
  const lines = [
    `Name               : ${fill(name, 20)}`,
    `Notify channel     : ${fill(notify.channel, 20)}`,
    `Notify context     : ${fill(notify.context, 20)}`,
    `Notify extension   : ${fill(notify.extension, 20)}`,
    `Notify application : ${fill(notify.app, 20)}`,
    `Notify appdata     : ${fill(notify.appdata, 20)}`,
    `Refresh time      : ${refreshMs / 60_000}`,
    `Timeframe         : ${timeframeMs / 60_000}`,
    `Autoreminder      : ${autoreminderMs > 0 ? `${autoreminderMs / 60_000} minutes before event` : 'None'}`,
    'Events',
    '------',
    ...[...calendar.events].sort(compareEvents).flatMap((event) => describeEvent(event, zone)),
  ];
  return `${lines.join('\n')}\n`;
}

/** An event with several alarms has several lines `Alarm`. */
function describeEvent(event: CalendarEvent, zone: Zone): string[] {
  const line = (label: string, value: string): string => `${label.padEnd(12)}: ${fill(value, 40)}`;
  return [
    line('Summary', event.summary),
    line('Description', event.description),
    line('Organizer', event.organizer),
    line('Location', event.location),
    line('Categories', event.categories),
    `Priority    : ${event.priority}`,
    line('UID', event.uid),
    line('Start', formatTime(event.startMs, zone)),
    line('End', formatTime(event.endMs, zone)),
    ...(event.alarmsMs.length > 0 ? event.alarmsMs.map((ms) => formatTime(ms, zone)) : ['']).map((time) =>
      line('Alarm', time),
    ),
    '',
  ];
}

/** What `calendar show calendars` prints. */
export function listCalendars(calendars: readonly Calendar[]): string {
  const row = (name: string, type: string, status: string): string =>
    `${fill(name, 20)} ${fill(type, 10)} ${fill(status, 6)}\n`;
  return [
    row('Calendar', 'Type', 'Status'),
    row('--------', '----', '------'),
    ...calendars.map((calendar) =>
      row(calendar.settings.name, calendar.settings.type, calendar.isBusy ? 'busy' : 'free'),
    ),
  ].join('');
}

/** What `calendar show types` prints. */
export function listTypes(types: ReadonlyArray<{ readonly type: string; readonly description: string }>): string {
  const row = (type: string, description: string): string => `${fill(type, 10)} ${fill(description, 30)}\n`;
  return [row('Type', 'Description'), ...types.map(({ type, description }) => row(type, description))].join('');
}
