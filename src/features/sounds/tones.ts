import type { ToneStep } from '../../media/facade.ts';
import type { Tones } from '../../pbx/ports/prompts.ts';
import { builtInZones, type ZoneTones } from './built-in-zones.ts';
import { parseTone } from './tone-text.ts';

/** What indications.conf says, or what holds without it. */
export interface ZoneSettings {
  /** The zone of channels that have none. */
  readonly country: string;
  /** By lower-case name; `alias` leads to another zone. */
  readonly zones: Readonly<Record<string, { readonly tones: ZoneTones; readonly alias?: string | undefined }>>;
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
