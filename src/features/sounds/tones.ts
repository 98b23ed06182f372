import type { ToneStep } from '../../media/facade.ts';
import type { Tones } from '../../pbx/ports/prompts.ts';
import { builtInZones, type ZoneTones } from './built-in-zones.ts';
import { parseTone } from './tone-text.ts';

/** What indications.conf says, or what holds without it. */
export interface ZoneSettings {
  /** The zone of channels that have none. */
  readonly country: string;
  /** By lower-case name; `alias` leads to another zone. */
  readonly zones: Readonly<Record<string, ToneZone>>;
}

/** The tones of one country. */
export interface ToneZone {
  readonly tones: ZoneTones;
  readonly alias?: string | undefined;
  /** Its name in words. */
  readonly description?: string | undefined;
  /** Milliseconds on, off, …, joined by commas. */
  readonly ringCadence?: string | undefined;
}

/** What holds where there is no indications.conf. */
export const defaultZones: ZoneSettings = {
  country: 'us',
  zones: Object.fromEntries(Object.entries(builtInZones).map(([name, tones]) => [name, { tones }])),
};

/** The tones of all zones. A zone that lacks a tone, or is not known, has that of the general country, else of the built-in `us`. */
export class ToneZones implements Tones {
  #settings: ZoneSettings = defaultZones;
  readonly #parsed = new Map<string, readonly ToneStep[]>();

  /** Takes other settings from now on; what is being played goes on. */
  replace(settings: ZoneSettings): void {
    this.#settings = settings;
    this.#parsed.clear();
  }

  tone(name: string, zone = ''): readonly ToneStep[] | undefined {
    const key = `${zone}/${name}`.toLowerCase();
    const known = this.#parsed.get(key);
    if (known) return known;
    const wanted = name.toLowerCase();
    const text =
      this.#textIn(zone.toLowerCase(), wanted) ??
      this.#textIn(this.#settings.country.toLowerCase(), wanted) ??
      own(builtInZones['us'] ?? {}, wanted);
    const tone = text === undefined ? undefined : parseTone(text);
    if (tone === undefined || typeof tone === 'string') return undefined;
    this.#parsed.set(key, tone);
    return tone;
  }

  hasZone(zone: string): boolean {
    return zone !== '' && Object.hasOwn(this.#settings.zones, zone.toLowerCase());
  }

  /** All zones by name, sorted. */
  list(): ReadonlyArray<readonly [name: string, zone: ToneZone]> {
    return Object.entries(this.#settings.zones).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Puts a tone into a zone until the next reload; the zone is made where there is none. False where it is no tone. */
  add(zone: string, name: string, text: string): boolean {
    if (typeof parseTone(text) === 'string') return false;
    const key = zone.toLowerCase();
    const known = own(this.#settings.zones, key) ?? { tones: {} };
    this.#set(key, { ...known, tones: { ...known.tones, [name.toLowerCase()]: text } });
    return true;
  }

  /** Takes a tone out of a zone until the next reload, or the whole zone; false where there is no such thing. */
  remove(zone: string, name: string | undefined): boolean {
    const key = zone.toLowerCase();
    const known = own(this.#settings.zones, key);
    if (!known) return false;
    if (name === undefined) {
      const { [key]: gone, ...zones } = this.#settings.zones;
      this.replace({ ...this.#settings, zones });
      return gone !== undefined;
    }
    if (own(known.tones, name.toLowerCase()) === undefined) return false;
    const tones = Object.fromEntries(Object.entries(known.tones).filter(([tone]) => tone !== name.toLowerCase()));
    this.#set(key, { ...known, tones });
    return true;
  }

  #set(key: string, zone: ToneZone): void {
    this.replace({ ...this.#settings, zones: { ...this.#settings.zones, [key]: zone } });
  }

  parse(text: string): readonly ToneStep[] | string {
    return parseTone(text);
  }

  #textIn(zone: string, name: string, depth = 0): string | undefined {
    const found = own(this.#settings.zones, zone);
    if (!found) return undefined;
    if (found.alias !== undefined && depth < 8) return this.#textIn(found.alias.toLowerCase(), name, depth + 1);
    return own(found.tones, name);
  }
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
