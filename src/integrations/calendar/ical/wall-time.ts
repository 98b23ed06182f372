/**
 * A date and time of day as a clock on the wall shows it, in no zone: milliseconds since 1970-01-01 00:00 of that wall.
 * `Date.UTC` makes one and a `Date` read in UTC takes it apart.
 */
export type Wall = number;

/** Spans of wall time, in milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
export const WEEK = 604_800_000;

/** The fields of a wall time. `month` is 1..12, `weekday` 0 (Sunday) to 6. */
export interface WallFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

/** Takes a wall time apart. */
export function fieldsOf(wall: Wall): WallFields {
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

/** The wall time of these fields; years below 100 are meant as written. */
export function wallOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Wall {
  const wall = Date.UTC(year < 100 ? year + 400 : year, month - 1, day, hour, minute, second);
  return year < 100 ? wall - 146_097 * DAY : wall;
}

/** Midnight of the wall time's day. */
export function startOfDay(wall: Wall): Wall {
  return Math.floor(wall / DAY) * DAY;
}

/** The time of day within the wall time, in milliseconds. */
export function timeOfDay(wall: Wall): number {
  return wall - startOfDay(wall);
}

/** The number of days in a month (1..12). */
export function daysInMonth(year: number, month: number): number {
  return new Date(wallOf(year, month + 1, 0)).getUTCDate();
}
