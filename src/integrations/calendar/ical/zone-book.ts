import { codes } from '../codes.ts';
import type { Scan, ZonePlace } from './scan.ts';
import type { SourceText } from './source-text.ts';
import { readZone, zoneIdAt } from './vtimezone.ts';
import type { Wall } from './wall-time.ts';
import type { Zone } from './zone.ts';
import { zoneByName } from './zone-names.ts';

/** Finds the zone of a time: a VTIMEZONE of the same VCALENDAR before one of another, and any of them before the known names. */
export class ZoneBook {
  readonly #source: SourceText;
  readonly #horizon: Wall;
  /** By name, in the order of their offsets. */
  readonly #places = new Map<string, { readonly places: ZonePlace[]; readonly offsets: number[] }>();
  readonly #calendars: readonly number[];
  readonly #known = new Map<string, Zone | undefined>();
  readonly #read = new Map<ZonePlace, Zone | undefined>();
  /** Those read, by their text: the objects of a CalDAV server all bring the same one along. */
  readonly #byText = new Map<string, Zone | undefined>();
  readonly #serverZone: Zone;
  /** The option `timezone`: stronger than what the calendar says of itself. */
  readonly #ownZone: Zone | undefined;

  /**
   * @param horizon changes of the calendar's own zones are worked out up to here and somewhat further.
   * @param ownZone the zone that the user set for the calendar.
   * @param serverZone what holds where nobody says anything.
   */
  constructor(source: SourceText, scan: Scan, horizon: Wall, ownZone: Zone | undefined, serverZone: Zone) {
    this.#source = source;
    this.#horizon = horizon;
    this.#ownZone = ownZone;
    this.#serverZone = serverZone;
    this.#calendars = scan.calendars;
    for (const place of scan.zones) {
      const id = zoneIdAt(source, place.offset, place.end).toLowerCase();
      const others = this.#places.get(id);
      if (others) {
        others.places.push(place);
        others.offsets.push(place.offset);
      } else if (id !== '') this.#places.set(id, { places: [place], offsets: [place.offset] });
    }
  }

  /**
   * The zone of floating times and whole days.
   * Deviation: Asterisk takes the server's whatever the calendar says.
   * @param calendarZone X-WR-TIMEZONE, or empty.
   */
  floating(calendarZone: string): Zone {
    if (this.#ownZone) return this.#ownZone;
    if (calendarZone === '') return this.#serverZone;
    return this.#find(calendarZone, undefined) ?? this.#serverZone;
  }

  /** The zone named by TZID; an unknown one is reported once and gives `otherwise`. @param offset where it stands. */
  named(id: string, offset: number, otherwise: Zone): Zone {
    return this.#find(id, offset) ?? otherwise;
  }

  #find(id: string, offset: number | undefined): Zone | undefined {
    const key = id.trim().toLowerCase();
    const place = this.#placeOf(key, offset);
    const own = place && this.#zoneAt(id, place);
    if (own) return own;
    if (this.#known.has(key)) return this.#known.get(key);
    const zone = zoneByName(id);
    if (!zone)
      this.#source.report(codes.unknownZone, `the time zone '${id}' is not known`, offset ?? 0, {
        help: 'set `timezone` in the calendar’s section of calendar.conf to say which zone is meant',
      });
    this.#known.set(key, zone);
    return zone;
  }

  #zoneAt(id: string, place: ZonePlace): Zone | undefined {
    if (this.#read.has(place)) return this.#read.get(place);
    const text = this.#source.bytes.slice(place.offset, place.end);
    const zone = this.#byText.has(text) ? this.#byText.get(text) : readZone(this.#source, id, place, this.#horizon);
    this.#byText.set(text, zone);
    this.#read.set(place, zone);
    return zone;
  }

  /** The VTIMEZONE of this name in the VCALENDAR around `offset`, else the first one. */
  #placeOf(key: string, offset: number | undefined): ZonePlace | undefined {
    const known = this.#places.get(key);
    if (!known) return undefined;
    const { places, offsets } = known;
    if (places.length === 1 || offset === undefined) return places[0];
    const index = firstAfter(this.#calendars, offset);
    const start = this.#calendars[index - 1] ?? 0;
    const end = this.#calendars[index] ?? Number.POSITIVE_INFINITY;
    const place = places[firstAfter(offsets, start)];
    return place && place.offset < end ? place : places[0];
  }
}

/** The index of the first of ascending numbers that is larger than `limit`. */
function firstAfter(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
