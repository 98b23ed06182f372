import { codes } from '../codes.ts';
import { parseContentLine } from './content-line.ts';
import { expandRule } from './recur.ts';
import { parseRule, type Rule } from './rule.ts';
import { linesOf } from './scan.ts';
import { decode, type SourceText } from './source-text.ts';
import { parseOffset, parseTime } from './value.ts';
import { fieldsOf, type Wall, wallOf } from './wall-time.ts';
import { type Transition, tableZone, type Zone } from './zone.ts';

/** One STANDARD or DAYLIGHT part. */
interface Observance {
  start?: Wall;
  fromMs?: number;
  toMs?: number;
  readonly rules: Rule[];
  readonly dates: Wall[];
}

/** Steps that one VTIMEZONE may spend on its rules: enough for a yearly change since 1601. */
const ZONE_BUDGET = 2_000_000;

/** The TZID of the VTIMEZONE at `offset`; empty if it has none. */
export function zoneIdAt(source: SourceText, offset: number, end: number): string {
  for (const { line, offset: at } of linesOf(source, offset, end)) {
    if (!/^TZID[:;]/i.test(line)) continue;
    return parseContentLine(decode(line), at)?.value.trim() ?? '';
  }
  return '';
}

/**
 * The zone that a VTIMEZONE defines, its changes worked out up to three years past `horizon`; undefined, with a
 * diagnostic, if it defines none.
 * @see RFC 5545 §3.6.5
 */
export function readZone(
  source: SourceText,
  id: string,
  place: { readonly offset: number; readonly end: number },
  horizon: Wall,
): Zone | undefined {
  const observances = readObservances(source, place);
  const last = wallOf(fieldsOf(horizon).year + 4, 1, 1);
  const budget = { left: ZONE_BUDGET };
  const changes: Array<Transition & { readonly beforeMs: number }> = [];
  for (const { start, fromMs, toMs, rules, dates } of observances) {
    if (start === undefined || toMs === undefined) continue;
    const beforeMs = fromMs ?? toMs;
    const onsets = [start, ...dates];
    for (const rule of rules) {
      // UNTIL is in UTC; the onsets are read with the offset that holds before them.
      const until = rule.until ? rule.until.wall + (rule.until.isUtc ? beforeMs : 0) : Number.POSITIVE_INFINITY;
      onsets.push(...expandRule(rule, start, { from: start, to: last, until }, budget));
    }
    for (const onset of onsets) changes.push({ fromMs: onset - beforeMs, offsetMs: toMs, beforeMs });
  }
  changes.sort((a, b) => a.fromMs - b.fromMs);
  const first = changes[0];
  if (!first) {
    source.report(codes.brokenZone, `the VTIMEZONE '${id}' defines no offset`, place.offset, {
      help: 'it needs a STANDARD part with DTSTART, TZOFFSETFROM and TZOFFSETTO',
    });
    return undefined;
  }
  return tableZone(id, first.beforeMs, changes);
}

function readObservances(source: SourceText, place: { readonly offset: number; readonly end: number }): Observance[] {
  const found: Observance[] = [];
  let current: Observance | undefined;
  for (const { line, offset } of linesOf(source, place.offset, place.end)) {
    const mark = /^(BEGIN|END):\s*(STANDARD|DAYLIGHT)\s*$/i.exec(line);
    if (mark) {
      current = mark[1]?.toUpperCase() === 'BEGIN' ? { rules: [], dates: [] } : undefined;
      if (current) found.push(current);
      continue;
    }
    const property = current && parseContentLine(decode(line), offset);
    if (current && property) readObservanceProperty(source, current, property.name, property.value, offset);
  }
  return found;
}

function readObservanceProperty(
  source: SourceText,
  observance: Observance,
  name: string,
  value: string,
  offset: number,
): void {
  const bad = (): void => source.report(codes.brokenValue, `${name} of this VTIMEZONE cannot be read`, offset);
  switch (name) {
    case 'DTSTART': {
      const time = parseTime(value);
      if (time) observance.start = time.wall;
      else bad();
      break;
    }
    case 'TZOFFSETFROM':
    case 'TZOFFSETTO': {
      const ms = parseOffset(value);
      if (ms === undefined) bad();
      else if (name === 'TZOFFSETTO') observance.toMs = ms;
      else observance.fromMs = ms;
      break;
    }
    case 'RRULE': {
      const rule = parseRule(value);
      if (typeof rule === 'string') source.report(codes.brokenRule, rule, offset);
      else observance.rules.push(rule);
      break;
    }
    case 'RDATE':
      for (const part of value.split(',')) {
        const time = parseTime(part);
        if (time) observance.dates.push(time.wall);
        else bad();
      }
      break;
  }
}
