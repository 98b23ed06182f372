import type { ZoneTones } from './built-in-zones.ts';
import { defaultZones, type ZoneSettings } from './tones.ts';

/** A section of indications.conf as its schema reads it. */
export interface CountrySection {
  readonly name: string;
  readonly values: {
    readonly alias: string | undefined;
    readonly description?: string | undefined;
    readonly ringcadence?: readonly string[] | undefined;
    readonly tones: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  };
}

/** The zones of indications.conf over the built-in ones. */
export function readZones(country: string, sections: readonly CountrySection[]): ZoneSettings {
  const zones = { ...defaultZones.zones };
  for (const { name, values } of sections) {
    const tones: ZoneTones = Object.fromEntries(values.tones.map((tone) => [tone.name.toLowerCase(), tone.value]));
    const { alias, description, ringcadence } = values;
    zones[name.toLowerCase()] = { tones, alias, description, ringCadence: ringcadence?.join(',') };
  }
  return { country, zones };
}
