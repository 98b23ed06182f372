import { createRequire } from 'node:module';
import type { Ms } from '../../../base/duration.ts';
import { DAY, type Wall } from './wall-time.ts';

/** The rules by which wall times become instants. Immutable from outside; what it has computed it keeps. */
export interface Zone {
  readonly name: string;
  /** Milliseconds to add to UTC at `epochMs`. */
  offsetAt(epochMs: Ms): Ms;
}

/** The wall time in `zone` at an instant. */
export function toWall(zone: Zone, epochMs: Ms): Wall {
  return epochMs + zone.offsetAt(epochMs);
}

/**
 * The instant of a wall time. A time that the clock shows twice means the first of the two; one that it leaves out is
 * read with the offset from before the gap.
 * @see RFC 5545 §3.3.5
 */
export function toEpoch(zone: Zone, wall: Wall): Ms {
  const before = zone.offsetAt(wall - DAY);
  const after = zone.offsetAt(wall + DAY);
  if (before === after) {
    // Nothing but a pair of changes within two days could hide here.
    const epoch = wall - before;
    if (zone.offsetAt(epoch) === before) return epoch;
  }
  const early = wall - Math.max(before, after);
  if (zone.offsetAt(early) === Math.max(before, after)) return early;
  const late = wall - Math.min(before, after);
  if (zone.offsetAt(late) === Math.min(before, after)) return late;
  return wall - before;
}

/** UTC itself. */
export const utcZone: Zone = { name: 'UTC', offsetAt: () => 0 };

/** A zone that never changes. @param offsetMs added to UTC. */
export function fixedZone(name: string, offsetMs: Ms): Zone {
  return { name, offsetAt: () => offsetMs };
}

/** From `fromMs` on, until the next change, `offsetMs` is added to UTC. */
export interface Transition {
  readonly fromMs: Ms;
  readonly offsetMs: Ms;
}

/** A zone from a table. @param transitions ascending. @param firstOffsetMs what holds before the first of them. */
export function tableZone(name: string, firstOffsetMs: Ms, transitions: readonly Transition[]): Zone {
  return {
    name,
    offsetAt(epochMs) {
      let low = 0;
      let high = transitions.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((transitions[middle]?.fromMs ?? 0) <= epochMs) low = middle + 1;
        else high = middle;
      }
      return transitions[low - 1]?.offsetMs ?? firstOffsetMs;
    },
  };
}

interface Stretch {
  readonly fromMs: Ms;
  readonly untilMs: Ms;
  readonly offsetMs: Ms;
}

/** Loaded when the first zone is asked for: most instances have no calendar. */
let loaded: typeof import('temporal-polyfill').Temporal | undefined;

function temporal(): typeof import('temporal-polyfill').Temporal {
  if (!loaded) {
    const module: typeof import('temporal-polyfill') = createRequire(import.meta.url)('temporal-polyfill');
    loaded = module.Temporal;
  }
  return loaded;
}

const ianaZones = new Map<string, Zone | undefined>();
/** Names that were asked for and do not exist are remembered too, up to this many in all. */
const REMEMBERED_NAMES = 2000;

/** The IANA zone of this name in any case, or undefined if there is none. */
export function ianaZone(name: string): Zone | undefined {
  const key = name.toLowerCase();
  if (ianaZones.has(key)) return ianaZones.get(key);
  if (ianaZones.size >= REMEMBERED_NAMES) ianaZones.clear();
  const zone = /^[a-z][a-z0-9_+\-/]*$/i.test(name) ? openIana(name) : undefined;
  ianaZones.set(key, zone);
  return zone;
}

function openIana(name: string): Zone | undefined {
  try {
    new (temporal().ZonedDateTime)(0n, name);
  } catch {
    return undefined;
  }
  const stretches: Stretch[] = [];
  let last: Stretch = { fromMs: 0, untilMs: 0, offsetMs: 0 };
  return {
    name,
    offsetAt(epochMs) {
      if (last.fromMs <= epochMs && epochMs < last.untilMs) return last.offsetMs;
      let found = stretches.find((stretch) => stretch.fromMs <= epochMs && epochMs < stretch.untilMs);
      if (!found) {
        found = stretchAt(name, epochMs);
        stretches.push(found);
      }
      last = found;
      return found.offsetMs;
    },
  };
}

/** The stretch of constant offset around an instant. */
function stretchAt(name: string, epochMs: Ms): Stretch {
  const at = temporal().Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toZonedDateTimeISO(name);
  const offsetMs = Math.round(at.offsetNanoseconds / 1e6);
  // `previous` looks strictly before the instant: ask a millisecond later, so that a change at this very instant counts.
  const from = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const until = at.getTimeZoneTransition('next');
  return {
    fromMs: from ? from.epochMilliseconds : Number.NEGATIVE_INFINITY,
    untilMs: until ? until.epochMilliseconds : Number.POSITIVE_INFINITY,
    offsetMs,
  };
}
