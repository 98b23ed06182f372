import { type IcalTime, parseTime } from './value.ts';

/** How often a rule repeats. */
export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** `MO`, `2TU` or `-1FR`. */
export interface RuleDay {
  /** 0: every one of the period. */
  readonly ordinal: number;
  /** 0 (Sunday) to 6. */
  readonly weekday: number;
}

/** An RRULE as written. Lists are ascending and hold nothing twice; empty means absent. */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: IcalTime | undefined;
  /** The weekday, 0 (Sunday) to 6, on which weeks begin. */
  readonly weekStart: number;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly RuleDay[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPos: readonly number[];
}

const FREQUENCIES: readonly string[] = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const isFrequency = (text: string): text is Frequency => FREQUENCIES.includes(text);

/** What each numeric list may hold; a zero is allowed only where `min` is 0. */
const LISTS = {
  BYMONTH: { min: 1, max: 12 },
  BYWEEKNO: { min: -53, max: 53 },
  BYYEARDAY: { min: -366, max: 366 },
  BYMONTHDAY: { min: -31, max: 31 },
  BYHOUR: { min: 0, max: 23 },
  BYMINUTE: { min: 0, max: 59 },
  BYSECOND: { min: 0, max: 60 },
  BYSETPOS: { min: -366, max: 366 },
} as const;

/**
 * Reads the value of an RRULE or EXRULE; gives a sentence saying what is wrong if it is none. Unknown parts are passed
 * over.
 * @see RFC 5545 §3.3.10
 */
export function parseRule(text: string): Rule | string {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
    else if (part.trim() !== '') return `'${part}' is no part of a rule`;
  }
  const freq = parts.get('FREQ') ?? '';
  if (!isFrequency(freq)) return freq === '' ? 'the rule has no FREQ' : `FREQ=${freq} is no frequency`;
  const lists = new Map<string, readonly number[]>();
  for (const [name, { min, max }] of Object.entries(LISTS)) {
    const list = numbers(parts.get(name), min, max);
    if (!list) return `${name}=${parts.get(name)} is out of range`;
    lists.set(name, list);
  }
  const byDay = days(parts.get('BYDAY'));
  if (!byDay) return `BYDAY=${parts.get('BYDAY')} names no weekdays`;
  const untilText = parts.get('UNTIL');
  const until = untilText === undefined ? undefined : parseTime(untilText);
  if (untilText !== undefined && !until) return `UNTIL=${untilText} is no date`;
  const count = integer(parts.get('COUNT'));
  if (count === null) return `COUNT=${parts.get('COUNT')} is no number`;
  const interval = integer(parts.get('INTERVAL'));
  if (interval === null) return `INTERVAL=${parts.get('INTERVAL')} is no number`;
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  const list = (name: keyof typeof LISTS): readonly number[] => lists.get(name) ?? [];
  return {
    freq,
    interval: Math.max(1, interval ?? 1),
    count,
    until,
    weekStart: weekStart < 0 ? 1 : weekStart,
    byMonth: list('BYMONTH'),
    byWeekNo: list('BYWEEKNO'),
    byYearDay: list('BYYEARDAY'),
    byMonthDay: list('BYMONTHDAY'),
    byDay,
    byHour: list('BYHOUR'),
    byMinute: list('BYMINUTE'),
    // A leap second is taken as the last ordinary one.
    bySecond: [...new Set(list('BYSECOND').map((second) => Math.min(second, 59)))],
    bySetPos: list('BYSETPOS'),
  };
}

/** Undefined if absent, null if wrong. */
function integer(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function numbers(text: string | undefined, min: number, max: number): readonly number[] | undefined {
  if (text === undefined || text === '') return [];
  const seen = new Set<number>();
  for (const part of text.split(',')) {
    const number = /^\s*[+-]?\d{1,3}\s*$/.test(part) ? Number(part) : Number.NaN;
    if (!(number >= min && number <= max) || (number === 0 && min !== 0)) return undefined;
    seen.add(number);
  }
  return [...seen].sort((a, b) => a - b);
}

function days(text: string | undefined): readonly RuleDay[] | undefined {
  if (text === undefined || text === '') return [];
  const found: RuleDay[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)\s*$/.exec(part);
    if (!match) return undefined;
    const ordinal = Number(match[1] ?? 0);
    if (Math.abs(ordinal) > 53) return undefined;
    found.push({ ordinal, weekday: WEEKDAYS.indexOf(match[2] ?? '') });
  }
  return found;
}
