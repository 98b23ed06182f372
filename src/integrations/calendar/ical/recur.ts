import { compileDays, type DayMatch, firstWeekOf, isSubDaily, weekYearOf } from './day-match.ts';
import type { Rule } from './rule.ts';
import { DAY, fieldsOf, HOUR, MINUTE, SECOND, startOfDay, timeOfDay, type Wall, WEEK, wallOf } from './wall-time.ts';

/** How many more steps may be spent on rules; shared by all of a calendar, so that no text can stop the house. */
export interface Budget {
  left: number;
}

/** The part of the time line that is wanted. */
export interface RuleWindow {
  readonly from: Wall;
  readonly to: Wall;
  /** The last moment the rule itself allows; Infinity if it ends by count or never. */
  readonly until: Wall;
}

/**
 * The wall times at which a rule repeats, ascending, within a window, without the start itself, which is always the
 * first of COUNT. Works by picking days instead of stepping from instance to instance, so that it goes straight to the
 * window, and a rule that never fits costs no more than one that always does. Stops silently when the budget is spent.
 * @param start the event's own start. @see RFC 5545 §3.3.10, §3.8.5.3
 */
export function expandRule(rule: Rule, start: Wall, window: RuleWindow, budget: Budget): Wall[] {
  const last = Math.min(window.to, window.until);
  if (last <= start || (rule.count !== undefined && rule.count <= 1) || latestOf(rule, start) < window.from) return [];
  const found: Wall[] = [];
  // A count has to be counted from the start; without one the past is skipped.
  const from = rule.count === undefined ? Math.max(start, window.from) : start;
  let counted = 1;
  const periods = isSubDaily(rule)
    ? subDailySets(rule, start, from, last, budget)
    : daySets(rule, start, from, last, budget);
  for (const set of periods) {
    for (const wall of rule.bySetPos.length > 0 ? pick(set, rule.bySetPos) : set) {
      if (wall <= start) continue;
      if (wall > last) return found;
      if (wall >= window.from) found.push(wall);
      if (rule.count !== undefined && ++counted >= rule.count) return found;
      if (--budget.left <= 0) return found;
    }
  }
  return found;
}

/** A bound on the last instance of a counted rule that has at least one in each period; else Infinity. */
function latestOf(rule: Rule, start: Wall): Wall {
  const picky = rule.byMonth.length + rule.byWeekNo.length + rule.byYearDay.length + rule.byMonthDay.length > 0;
  if (rule.count === undefined || picky || rule.bySetPos.length > 0) return Number.POSITIVE_INFINITY;
  if (rule.freq === 'WEEKLY') return start + (rule.count * rule.interval + 1) * WEEK;
  return rule.freq === 'DAILY' && rule.byDay.length === 0
    ? start + (rule.count * rule.interval + 1) * DAY
    : Number.POSITIVE_INFINITY;
}

/** The members of a set at BYSETPOS, ascending. */
function pick(set: readonly Wall[], positions: readonly number[]): Wall[] {
  const chosen = new Set<Wall>();
  for (const position of positions) {
    const wall = set.at(position > 0 ? position - 1 : position);
    if (wall !== undefined) chosen.add(wall);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The offsets within a day (or an hour, or a minute) that BYHOUR, BYMINUTE and BYSECOND and else the start give. */
function timesWithin(rule: Rule, start: Wall, unit: number): number[] {
  const begin = fieldsOf(start);
  const hours = unit < DAY ? [0] : rule.byHour.length > 0 ? rule.byHour : [begin.hour];
  const minutes = unit < HOUR ? [0] : rule.byMinute.length > 0 ? rule.byMinute : [begin.minute];
  const seconds = unit < MINUTE ? [0] : rule.bySecond.length > 0 ? rule.bySecond : [begin.second];
  const times: number[] = [];
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) times.push(hour * HOUR + minute * MINUTE + second * SECOND);
  return times;
}

/** A stretch of whole days, counted from 1970-01-01; `end` is the first that is outside. */
interface Days {
  readonly first: number;
  readonly end: number;
}

/** One set of candidates for each period of a DAILY, WEEKLY, MONTHLY or YEARLY rule. */
function* daySets(rule: Rule, start: Wall, from: Wall, to: Wall, budget: Budget): Generator<Wall[]> {
  const matches = compileDays(rule, start);
  const times = timesWithin(rule, start, DAY);
  const firstWanted = startOfDay(from) / DAY;
  const lastWanted = startOfDay(to) / DAY;
  const periodAt = periodsOf(rule, start);
  for (let k = periodAt.indexOf(firstWanted); budget.left > 0; k++) {
    const period = periodAt.period(k);
    if (period.first > lastWanted) return;
    // Positions count within the whole period; without them the window is enough.
    const whole = rule.bySetPos.length > 0;
    const first = whole ? period.first : Math.max(period.first, firstWanted);
    const end = whole ? period.end : Math.min(period.end, lastWanted + 1);
    const set: Wall[] = [];
    budget.left -= 1;
    for (let day = first; day < end && budget.left > 0; day++) {
      budget.left -= 1;
      if (!matches(day)) {
        day = skipMonth(rule, day);
        continue;
      }
      for (const time of times) set.push(day * DAY + time);
      budget.left -= times.length;
    }
    yield set;
  }
}

/** If the month of `day` is none of BYMONTH, its last day; else `day`. */
function skipMonth(rule: Rule, day: number): number {
  if (rule.byMonth.length === 0) return day;
  const { year, month } = fieldsOf(day * DAY);
  return rule.byMonth.includes(month) ? day : startOfDay(wallOf(year, month + 1, 1)) / DAY - 1;
}

/** The periods of a rule by number; number 0 holds the start, and INTERVAL lies between neighbours. */
interface Periods {
  /** The number of the first period that ends after `day`; never below 0. */
  indexOf(day: number): number;
  period(index: number): Days;
}

function periodsOf(rule: Rule, start: Wall): Periods {
  const { interval } = rule;
  const startDay = startOfDay(start) / DAY;
  const begin = fieldsOf(start);
  const dayOf = (year: number, month: number): number => wallOf(year, month, 1) / DAY;
  const stepsTo = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / interval));
  switch (rule.freq) {
    case 'WEEKLY': {
      const week = startDay - ((begin.weekday - rule.weekStart + 7) % 7);
      return {
        indexOf: (day) => stepsTo(0, Math.floor((day - week) / 7)),
        period: (k) => ({ first: week + 7 * k * interval, end: week + 7 * k * interval + 7 }),
      };
    }
    case 'MONTHLY': {
      const month = begin.year * 12 + begin.month - 1;
      const monthIndex = (day: number): number => fieldsOf(day * DAY).year * 12 + fieldsOf(day * DAY).month - 1;
      const first = (index: number): number => dayOf(Math.floor(index / 12), (index % 12) + 1);
      return {
        indexOf: (day) => stepsTo(month, monthIndex(day)),
        period: (k) => ({ first: first(month + k * interval), end: first(month + k * interval + 1) }),
      };
    }
    case 'YEARLY': {
      if (rule.byWeekNo.length === 0)
        return {
          indexOf: (day) => stepsTo(begin.year, fieldsOf(day * DAY).year),
          period: (k) => ({ first: dayOf(begin.year + k * interval, 1), end: dayOf(begin.year + k * interval + 1, 1) }),
        };
      // A year of weeks may begin in December or January.
      const weekYear = weekYearOf(startDay, begin.year, rule.weekStart);
      const first = (year: number): number => firstWeekOf(year, rule.weekStart);
      return {
        indexOf: (day) => stepsTo(weekYear, weekYearOf(day, fieldsOf(day * DAY).year, rule.weekStart)),
        period: (k) => ({ first: first(weekYear + k * interval), end: first(weekYear + k * interval + 1) }),
      };
    }
    default:
      return {
        indexOf: (day) => stepsTo(startDay, day),
        period: (k) => ({ first: startDay + k * interval, end: startDay + k * interval + 1 }),
      };
  }
}

/** One set of candidates for each hour, minute or second of a rule of that frequency. */
function* subDailySets(rule: Rule, start: Wall, from: Wall, to: Wall, budget: Budget): Generator<Wall[]> {
  const unit = rule.freq === 'HOURLY' ? HOUR : rule.freq === 'MINUTELY' ? MINUTE : SECOND;
  const step = unit * rule.interval;
  const matchesDay = compileDays(rule, start);
  const times = timesWithin(rule, start, unit);
  const base = Math.floor(start / unit) * unit;
  const slotAtOrAfter = (wall: Wall): Wall => base + Math.max(0, Math.ceil((wall - base) / step)) * step;
  let slot = base + Math.max(0, Math.floor((from - base) / step)) * step;
  while (slot <= to && budget.left > 0) {
    budget.left -= 1;
    const blocked = blockedUntil(rule, matchesDay, slot);
    if (blocked !== undefined) {
      slot = slotAtOrAfter(blocked);
      continue;
    }
    budget.left -= times.length;
    const at = slot;
    yield times.map((time) => at + time);
    slot += step;
  }
}

/** If a coarser part of the rule forbids this moment, the first moment at which that part may be different. */
function blockedUntil(rule: Rule, matchesDay: DayMatch, wall: Wall): Wall | undefined {
  const midnight = startOfDay(wall);
  if (!matchesDay(midnight / DAY)) return midnight + DAY;
  const { byHour, byMinute, bySecond } = rule;
  const time = timeOfDay(wall);
  const hour = Math.floor(time / HOUR);
  if (byHour.length > 0 && !byHour.includes(hour)) return midnight + (hour + 1) * HOUR;
  if (rule.freq === 'HOURLY') return undefined;
  const minute = Math.floor(time / MINUTE);
  if (byMinute.length > 0 && !byMinute.includes(minute % 60)) return midnight + (minute + 1) * MINUTE;
  if (rule.freq === 'MINUTELY') return undefined;
  const second = Math.floor(time / SECOND);
  return bySecond.length > 0 && !bySecond.includes(second % 60) ? midnight + (second + 1) * SECOND : undefined;
}
