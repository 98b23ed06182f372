/** One event with a reminder at its begin, or as its lines say. */
export function icsEvent(uid: string, ...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${uid}`, ...lines, 'END:VEVENT'].join('\r\n');
}

/** A reminder, so long before or after the begin. */
export function icsAlarm(trigger: string): string {
  return `BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:${trigger}\r\nEND:VALARM`;
}

/** A calendar. */
export function ics(...events: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
}
