import { codes } from '../codes.ts';
import type { Scan } from './scan.ts';
import type { SourceText } from './source-text.ts';
import { readZone, zoneIdAt } from './vtimezone.ts';
import type { Wall } from './wall-time.ts';
import type { Zone } from './zone.ts';
import { zoneByName } from './zone-names.ts';

/** Finds the zone of a time, once for each name. */
export class ZoneBook {
  readonly #source: SourceText;
  readonly #horizon: Wall;
  readonly #places = new Map<string, { readonly offset: number; readonly end: number }>();
  readonly #known = new Map<string, Zone | undefined>();
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
    for (const place of scan.zones) {
      const id = zoneIdAt(source, place.offset, place.end).toLowerCase();
      if (id !== '' && !this.#places.has(id)) this.#places.set(id, place);
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
    if (this.#known.has(key)) return this.#known.get(key);
    const place = this.#places.get(key);
    const zone = (place && readZone(this.#source, id, place, this.#horizon)) ?? zoneByName(id);
    if (!zone)
      this.#source.report(codes.unknownZone, `the time zone '${id}' is not known`, offset ?? 0, {
        help: 'set `timezone` in the calendar’s section of calendar.conf to say which zone is meant',
      });
    this.#known.set(key, zone);
    return zone;
  }
}
