import { codes } from '../codes.ts';
import { decode, type SourceText } from './source-text.ts';
import { parseDuration } from './value.ts';
import { DAY, type Wall } from './wall-time.ts';

/** What a glance at an event tells, enough to leave aside what cannot matter. */
export interface EventGlance {
  /** Offset of `BEGIN:VEVENT`. */
  readonly offset: number;
  /** Offset just behind `END:VEVENT`. */
  readonly end: number;
  readonly uid: string | undefined;
  /** DTSTART in whatever zone; NaN if it is absent or of a form that only the careful reader knows. */
  readonly start: Wall;
  /** DTEND likewise. */
  readonly endTime: Wall;
  /** DURATION in milliseconds, nominal days as 24 hours; 0 if there is none. */
  readonly duration: number;
  /** The value of the first RRULE; empty if there is none. */
  readonly rule: string;
  /** Has an RDATE, a RECURRENCE-ID, a second RRULE or an odd DURATION: a glance is not enough to know when it ends. */
  readonly irregular: boolean;
  /** X-WR-TIMEZONE of the VCALENDAR around it, or empty. */
  readonly calendarZone: string;
  /** METHOD:CANCEL stands around it. */
  readonly cancelledByMethod: boolean;
}

/** Where a VTIMEZONE is, from BEGIN to behind END. */
export interface ZonePlace {
  readonly offset: number;
  readonly end: number;
}

/** Where the VTIMEZONEs and VEVENTs are. */
export interface Scan {
  /** False if no BEGIN:VCALENDAR was found: this is no calendar at all. */
  readonly isCalendar: boolean;
  readonly events: readonly EventGlance[];
  readonly zones: readonly ZonePlace[];
  /** Offsets of the lines BEGIN:VCALENDAR: a text may hold several calendars, each with zones of its own. */
  readonly calendars: readonly number[];
}

type Draft = { -readonly [K in keyof EventGlance]: EventGlance[K] };

/** Two letters as one number, so that a line is told by its beginning without cutting it out. */
const pair = (letters: string): number => (letters.charCodeAt(0) << 8) | letters.charCodeAt(1);
const BE = pair('BE');
const EN = pair('EN');
const UI = pair('UI');
const DT = pair('DT');
const DU = pair('DU');
const RR = pair('RR');
const RD = pair('RD');
const RE = pair('RE');
const X_ = pair('X-') & 0xdfdf;
const ME = pair('ME');

/** Walks once over the text and notes where everything is; a line that nobody asks for is never cut out. */
export function scanCalendar(source: SourceText): Scan {
  const text = source.bytes;
  const events: EventGlance[] = [];
  const zones: ZonePlace[] = [];
  const calendars: number[] = [];
  let isCalendar = false;
  let open = 0;
  let calendarZone = '';
  let calendarStart = 0;
  let cancelledByMethod = false;
  let draft: Draft | undefined;
  let zoneStart = -1;
  let nested = 0;
  let at = 0;
  while (at < text.length) {
    const lineStart = at;
    let lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) lineEnd = text.length;
    at = lineEnd + 1;
    // Clearing a bit makes small letters capitals.
    const start = ((text.charCodeAt(lineStart) << 8) | text.charCodeAt(lineStart + 1)) & 0xdfdf;
    const isMark = start === BE || start === EN;
    if (!isMark && (draft ? nested > 0 || !asksFor(start) : start !== X_ && start !== ME)) continue;
    // A line that begins with a blank or a tab goes on with the one above.
    let folded = false;
    for (let c = text.charCodeAt(at); c === 0x20 || c === 0x09; c = text.charCodeAt(at)) {
      folded = true;
      lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0) lineEnd = text.length;
      at = lineEnd + 1;
    }
    const cut = text.charCodeAt(lineEnd - 1) === 0x0d ? lineEnd - 1 : lineEnd;
    let line = text.slice(lineStart, cut);
    if (folded) line = line.replace(/\r?\n[ \t]/g, '');
    if (!isMark) {
      if (draft) glance(draft, start, line);
      else if (start === ME) cancelledByMethod ||= /^METHOD:\s*CANCEL\s*$/i.test(line);
      else if (calendarZone === '' && /^X-WR-TIMEZONE[:;]/i.test(line)) {
        calendarZone = decode(line.slice(line.lastIndexOf(':') + 1)).trim();
        // Some exporters write it behind the events it is meant for.
        for (let i = calendarStart; i < events.length; i++) events[i] = { ...(events[i] as EventGlance), calendarZone };
      }
      continue;
    }
    const begins = start === BE;
    const component = componentOf(line, begins);
    if (component === 'VCALENDAR') {
      if (draft) cutEvent(source, draft.offset);
      draft = undefined;
      zoneStart = -1;
      open = begins ? open + 1 : Math.max(0, open - 1);
      isCalendar ||= begins;
      if (begins) calendars.push(lineStart);
      calendarZone = '';
      calendarStart = events.length;
      cancelledByMethod = false;
    } else if (component === 'VEVENT') {
      if (begins) {
        if (draft) cutEvent(source, draft.offset);
        draft = newDraft(lineStart, calendarZone, cancelledByMethod);
        nested = 0;
      } else if (draft) {
        draft.end = lineEnd;
        events.push(draft);
        draft = undefined;
      }
    } else if (component !== '' && draft) nested = Math.max(0, nested + (begins ? 1 : -1));
    else if (component === 'VTIMEZONE') {
      if (!begins && zoneStart >= 0) zones.push({ offset: zoneStart, end: lineEnd });
      zoneStart = begins ? lineStart : -1;
    }
  }
  if (draft) cutEvent(source, draft.offset);
  else if (open > 0)
    source.report(codes.cutOff, 'the calendar ends without END:VCALENDAR', Math.max(0, text.length - 1));
  return { isCalendar, events, zones, calendars };
}

function asksFor(start: number): boolean {
  return start === UI || start === DT || start === DU || start === RR || start === RD || start === RE;
}

/** The component that a BEGIN or END line names, in capitals; empty if the line is another. */
function componentOf(line: string, begins: boolean): string {
  if (begins ? line === 'BEGIN:VALARM' : line === 'END:VALARM') return 'VALARM';
  if (begins ? line === 'BEGIN:VEVENT' : line === 'END:VEVENT') return 'VEVENT';
  return /^(?:BEGIN|END):\s*([A-Z0-9-]+)\s*$/i.exec(line)?.[1]?.toUpperCase() ?? '';
}

function newDraft(offset: number, calendarZone: string, cancelledByMethod: boolean): Draft {
  return {
    offset,
    end: offset,
    uid: undefined,
    start: Number.NaN,
    endTime: Number.NaN,
    duration: 0,
    rule: '',
    irregular: false,
    calendarZone,
    cancelledByMethod,
  };
}

function cutEvent(source: SourceText, offset: number): void {
  source.report(codes.brokenEvent, 'this event has no END:VEVENT', offset);
}

/** Notes what matters of one unfolded line. @param start its first two letters. */
function glance(draft: Draft, start: number, line: string): void {
  switch (start) {
    case DT:
      // DTSTART, DTEND, and the DTSTAMP that nobody needs here.
      if (/^DTSTART[:;]/i.test(line)) draft.start = quickTime(line);
      else if (/^DTEND[:;]/i.test(line)) draft.endTime = quickTime(line);
      break;
    case UI:
      if (draft.uid === undefined && /^UID[:;]/i.test(line))
        draft.uid = decode(line.slice(line.indexOf(':') + 1)).trim() || undefined;
      break;
    case RR:
      if (!/^RRULE[:;]/i.test(line)) break;
      if (draft.rule !== '') draft.irregular = true;
      else draft.rule = line.slice(line.lastIndexOf(':') + 1);
      break;
    case DU: {
      if (!/^DURATION[:;]/i.test(line)) break;
      const duration = parseDuration(line.slice(line.lastIndexOf(':') + 1));
      if (duration) draft.duration = duration.days * DAY + duration.exactMs;
      else draft.irregular = true;
      break;
    }
    default:
      if (/^(RDATE|RECURRENCE-ID)[:;]/i.test(line)) draft.irregular = true;
  }
}

/** The time at the end of a line: `:20261121`, `:20261121T090000` or with a Z; NaN if it has another form. */
function quickTime(line: string): Wall {
  const colon = line.lastIndexOf(':');
  const length = line.length - colon - 1;
  const digits = (from: number, count: number): number => {
    let value = 0;
    for (let i = colon + 1 + from; i < colon + 1 + from + count; i++) {
      const digit = line.charCodeAt(i) - 0x30;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  };
  if (length === 8) return Date.UTC(digits(0, 4), digits(4, 2) - 1, digits(6, 2));
  if (length !== 15 && length !== 16) return Number.NaN;
  return Date.UTC(digits(0, 4), digits(4, 2) - 1, digits(6, 2), digits(9, 2), digits(11, 2), digits(13, 2));
}

/** The unfolded lines from `offset` to `end`, each with its own offset, still one character a byte. */
export function* linesOf(source: SourceText, offset: number, end: number): Generator<{ line: string; offset: number }> {
  const text = source.bytes;
  let at = offset;
  while (at < end) {
    const start = at;
    let lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0 || lineEnd > end) lineEnd = end;
    at = lineEnd + 1;
    let folded = false;
    while (at < end && (text[at] === ' ' || text[at] === '\t')) {
      folded = true;
      lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0 || lineEnd > end) lineEnd = end;
      at = lineEnd + 1;
    }
    let line = text.slice(start, lineEnd);
    if (folded) line = line.replace(/\r?\n[ \t]/g, '');
    yield { line: line.endsWith('\r') ? line.slice(0, -1) : line, offset: start };
  }
}
