import type { Rule } from './rule.ts';
import { DAY, fieldsOf, type Wall, wallOf } from './wall-time.ts';

const dayNumber = (wall: Wall): number => Math.floor(wall / DAY);

/** The weekday, 0 (Sunday) to 6, of a day counted from 1970-01-01. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The first day, counted from 1970-01-01, of the first week of a year: the week that has at least four of its days. */
export function firstWeekOf(year: number, weekStart: number): number {
  const fourth = dayNumber(wallOf(year, 1, 4));
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}

/** The year to which the week of `day` belongs. */
export function weekYearOf(day: number, year: number, weekStart: number): number {
  if (day < firstWeekOf(year, weekStart)) return year - 1;
  return day >= firstWeekOf(year + 1, weekStart) ? year + 1 : year;
}

/** A predicate over days counted from 1970-01-01. */
export type DayMatch = (day: number) => boolean;

/**
 * Compiles the parts of a rule that pick days. What a rule of a coarse frequency leaves open, the start fills in: its
 * weekday, its day of the month, its month. The phase of INTERVAL is not looked at here.
 * @see RFC 5545 §3.3.10, the table of BYxxx parts
 */
export function compileDays(rule: Rule, start: Wall): DayMatch {
  const begin = fieldsOf(start);
  let { byDay, byMonthDay, byMonth } = rule;
  const picksDays =
    byDay.length + byMonthDay.length + (rule.byYearDay.length + rule.byWeekNo.length) > 0 || isSubDaily(rule);
  if (!picksDays) {
    if (rule.freq === 'WEEKLY') byDay = [{ ordinal: 0, weekday: begin.weekday }];
    else if (rule.freq === 'MONTHLY' || rule.freq === 'YEARLY') {
      byMonthDay = [begin.day];
      if (rule.freq === 'YEARLY' && byMonth.length === 0) byMonth = [begin.month];
    }
  } else if (
    rule.freq === 'YEARLY' &&
    rule.byWeekNo.length > 0 &&
    byDay.length + byMonthDay.length + rule.byYearDay.length === 0
  ) {
    byDay = [{ ordinal: 0, weekday: begin.weekday }];
  }
  const plainWeekdays = new Set(byDay.filter((each) => each.ordinal === 0).map((each) => each.weekday));
  const ordinals = byDay.filter((each) => each.ordinal !== 0);
  const inMonth = rule.freq === 'MONTHLY' || (rule.freq === 'YEARLY' && byMonth.length > 0);
  const inYear = rule.freq === 'YEARLY' && !inMonth && rule.byWeekNo.length === 0;
  // Elsewhere an ordinal means nothing: the weekday alone counts.
  if (!inMonth && !inYear) for (const { weekday } of ordinals) plainWeekdays.add(weekday);

  return (day) => {
    if (byDay.length > 0 && ordinals.length === 0 && !plainWeekdays.has(weekdayOf(day))) return false;
    const { year, month, day: monthDay, weekday } = fieldsOf(day * DAY);
    if (byMonth.length > 0 && !byMonth.includes(month)) return false;
    const monthLength = dayNumber(wallOf(year, month + 1, 1)) - dayNumber(wallOf(year, month, 1));
    if (byMonthDay.length > 0 && !byMonthDay.includes(monthDay) && !byMonthDay.includes(monthDay - monthLength - 1))
      return false;
    const newYear = dayNumber(wallOf(year, 1, 1));
    const yearLength = dayNumber(wallOf(year + 1, 1, 1)) - newYear;
    const yearDay = day - newYear + 1;
    if (
      rule.byYearDay.length > 0 &&
      !rule.byYearDay.includes(yearDay) &&
      !rule.byYearDay.includes(yearDay - yearLength - 1)
    )
      return false;
    if (rule.byWeekNo.length > 0 && !weekMatches(rule, day, year)) return false;
    if (byDay.length === 0 || plainWeekdays.has(weekday)) return true;
    const [position, length] = inMonth ? [monthDay, monthLength] : [yearDay, yearLength];
    const nth = Math.ceil(position / 7);
    const nthLast = -Math.ceil((length - position + 1) / 7);
    return ordinals.some((each) => each.weekday === weekday && (each.ordinal === nth || each.ordinal === nthLast));
  };
}

/** True for frequencies finer than a day. */
export function isSubDaily(rule: Rule): boolean {
  return rule.freq === 'HOURLY' || rule.freq === 'MINUTELY' || rule.freq === 'SECONDLY';
}

function weekMatches(rule: Rule, day: number, year: number): boolean {
  const weekYear = weekYearOf(day, year, rule.weekStart);
  const first = firstWeekOf(weekYear, rule.weekStart);
  const week = Math.floor((day - first) / 7) + 1;
  const weeks = (firstWeekOf(weekYear + 1, rule.weekStart) - first) / 7;
  return rule.byWeekNo.includes(week) || rule.byWeekNo.includes(week - weeks - 1);
}
