import type { Ms } from '../../../base/duration.ts';
import { codes } from '../codes.ts';
import type { ContentLine } from './content-line.ts';
import type { SourceText } from './source-text.ts';
import { type IcalDuration, parseDuration, parseTime } from './value.ts';
import { DAY } from './wall-time.ts';
import { toEpoch, toWall, type Zone } from './zone.ts';

/** When a VALARM reminds. */
export interface AlarmSpec {
  /** Either a fixed instant, or a span from the start or the end of the instance. */
  readonly at: { readonly instantMs: Ms } | { readonly from: 'start' | 'end'; readonly by: IcalDuration };
  /** Further reminders after the first. */
  readonly repeats: number;
  readonly everyMs: Ms;
  /** Reminders up to this instant have been dismissed elsewhere. */
  readonly acknowledgedMs: Ms;
}

/** No alarm repeats more often than this. */
const MOST_REPEATS = 100;

/**
 * Reads the lines between BEGIN:VALARM and END:VALARM. Undefined, with a diagnostic, if it has no usable TRIGGER; also
 * undefined, silently, for one that is not meant to go off at a time (ACTION:NONE, PROXIMITY).
 * @param floating the zone of a fixed instant that is, against the standard, not in UTC.
 * @see RFC 5545 §3.6.6, RFC 9074 §6 and §8
 */
export function readAlarm(
  source: SourceText,
  lines: readonly ContentLine[],
  offset: number,
  floating: Zone,
): AlarmSpec | undefined {
  const find = (name: string): ContentLine | undefined => lines.find((line) => line.name === name);
  if (/^NONE$/i.test(find('ACTION')?.value.trim() ?? '') || find('PROXIMITY')) return undefined;
  const trigger = find('TRIGGER');
  if (!trigger) {
    source.report(codes.brokenAlarm, 'this alarm has no TRIGGER', offset);
    return undefined;
  }
  const at = readTrigger(trigger, floating);
  if (!at) {
    source.report(
      codes.brokenAlarm,
      `TRIGGER '${trigger.value}' is neither a duration nor a date and time`,
      trigger.offset,
    );
    return undefined;
  }
  const repeat = Number.parseInt(find('REPEAT')?.value ?? '0', 10);
  const every = parseDuration(find('DURATION')?.value ?? '');
  const everyMs = every ? every.days * DAY + every.exactMs : 0;
  const acknowledged = parseTime(find('ACKNOWLEDGED')?.value ?? '');
  return {
    at,
    repeats: everyMs > 0 && repeat > 0 ? Math.min(repeat, MOST_REPEATS) : 0,
    everyMs,
    acknowledgedMs: acknowledged ? acknowledged.wall : Number.NEGATIVE_INFINITY,
  };
}

function readTrigger(trigger: ContentLine, floating: Zone): AlarmSpec['at'] | undefined {
  const by = parseDuration(trigger.value);
  if (by) return { from: /^END$/i.test(trigger.params.get('RELATED') ?? '') ? 'end' : 'start', by };
  const time = parseTime(trigger.value);
  return time && { instantMs: time.isUtc ? time.wall : toEpoch(floating, time.wall) };
}

/** An instant moved by a duration: whole days along the wall of `zone`, the rest by the clock. */
export function addDuration(epochMs: Ms, by: IcalDuration, zone: Zone): Ms {
  const moved = by.days === 0 ? epochMs : toEpoch(zone, toWall(zone, epochMs) + by.days * DAY);
  return moved + by.exactMs;
}

/**
 * The instants at which the alarms of one instance go off, ascending, each once.
 * @param ownsFixed whether the fixed instant of an alarm belongs to this instance.
 */
export function alarmInstants(
  alarms: readonly AlarmSpec[],
  startMs: Ms,
  endMs: Ms,
  zone: Zone,
  ownsFixed: (instantMs: Ms) => boolean,
): Ms[] {
  const instants = new Set<Ms>();
  for (const { at, repeats, everyMs, acknowledgedMs } of alarms) {
    if ('instantMs' in at && !ownsFixed(at.instantMs)) continue;
    const first = 'instantMs' in at ? at.instantMs : addDuration(at.from === 'end' ? endMs : startMs, at.by, zone);
    for (let k = 0; k <= repeats; k++) {
      const instant = first + k * everyMs;
      if (instant > acknowledgedMs) instants.add(instant);
    }
  }
  return [...instants].sort((a, b) => a - b);
}
