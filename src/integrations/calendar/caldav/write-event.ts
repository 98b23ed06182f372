import type { Ms } from '../../../base/duration.ts';
import type { CalendarDraft } from '../../../extend/define-calendar-provider.ts';
import { utcStamp } from './requests.ts';

/** Names this program in what it writes. */
const PRODID = '-//Asterism//res_calendar_caldav//EN';
/** Octets of a line, its end not counted. */
const LONGEST_LINE = 75;

/**
 * An event as an iCalendar object, times in UTC.
 *
 * Deviation: a free event is written as TRANSP:TRANSPARENT, where Asterisk writes STATUS:NONE, which no standard knows and which
 * calendars show as busy. An event without length gets no DTEND, which must lie behind the start.
 * @param nowMs when it is written. @see RFC 5545 §3.6.1
 */
export function writeEvent(draft: CalendarDraft, nowMs: Ms): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODID}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(draft.uid)}`,
    `DTSTAMP:${utcStamp(nowMs)}`,
    `DTSTART:${utcStamp(draft.startMs)}`,
  ];
  if (utcStamp(draft.endMs) !== utcStamp(draft.startMs)) lines.push(`DTEND:${utcStamp(draft.endMs)}`);
  const text = (name: string, value: string): void => {
    if (value !== '') lines.push(`${name}:${value}`);
  };
  text('SUMMARY', escapeText(draft.summary));
  text('DESCRIPTION', escapeText(draft.description));
  text('LOCATION', escapeText(draft.location));
  text('ORGANIZER', address(draft.organizer));
  text(
    'CATEGORIES',
    draft.categories
      .split(',')
      .map((one) => escapeText(one.trim()))
      .filter((one) => one !== '')
      .join(','),
  );
  if (draft.priority > 0) lines.push(`PRIORITY:${Math.min(9, draft.priority)}`);
  lines.push(`STATUS:${draft.busy === 'tentative' ? 'TENTATIVE' : 'CONFIRMED'}`);
  lines.push(`TRANSP:${draft.busy === 'free' ? 'TRANSPARENT' : 'OPAQUE'}`, 'END:VEVENT', 'END:VCALENDAR');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** A calendar user's address is a URI; a bare e-mail address becomes one, and a bare name stays, as Asterisk has it. */
function address(organizer: string): string {
  const bare = withoutControls(organizer).trim();
  return /^[^\s:@]+@[^\s:@]+$/.test(bare) ? `mailto:${bare}` : bare;
}

/** @see RFC 5545 §3.3.11 */
function escapeText(text: string): string {
  return withoutControls(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n'),
  );
}

function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[\x00-\x08\x0a-\x1f\x7f]/g, '');
}

/** Breaks a line that is too long, never within a character. @see RFC 5545 §3.1 */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return line;
  const parts: string[] = [];
  let part = '';
  let length = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    // Every line but the first begins with a blank, which counts.
    if (length + size > (parts.length === 0 ? LONGEST_LINE : LONGEST_LINE - 1)) {
      parts.push(part);
      part = '';
      length = 0;
    }
    part += char;
    length += size;
  }
  parts.push(part);
  return parts.join('\r\n ');
}
