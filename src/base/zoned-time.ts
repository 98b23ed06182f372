/** A date and time as the clocks of one zone show it. */
export interface ZonedTime {
  /** A Date whose UTC fields are the zone's local ones. */
  readonly fields: Date;
  /** East of Greenwich, minutes. */
  readonly offsetMinutes: number;
  /** The zone's abbreviation at that time, for example CEST. */
  readonly abbreviation: string;
}

interface ZoneFormats {
  readonly fields: Intl.DateTimeFormat;
  readonly names: readonly Intl.DateTimeFormat[];
}

const zones = new Map<string, ZoneFormats | undefined>();

/** The zone's formatters ('' is the machine's own); undefined if there is no such zone. */
function formatsOf(zone: string): ZoneFormats | undefined {
  if (zones.has(zone)) return zones.get(zone);
  let formats: ZoneFormats | undefined;
  try {
    const timeZone = zone === '' ? {} : { timeZone: zone };
    formats = {
      fields: new Intl.DateTimeFormat('en-US', {
        ...timeZone,
        ...{ hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
        ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
      }),
      // The abbreviations of Europe are known to British English only.
      names: ['en-US', 'en-GB', 'en-AU'].map(
        (locale) => new Intl.DateTimeFormat(locale, { ...timeZone, timeZoneName: 'short' }),
      ),
    };
  } catch {
    formats = undefined;
  }
  zones.set(zone, formats);
  return formats;
}

/** Local time in `zone` ('' is the machine's own). An unknown zone counts as UTC, as in Asterisk. */
export function zonedTime(epochMs: number, zone: string): ZonedTime {
  if (zone === '') return machineTime(epochMs);
  const formats = formatsOf(zone) ?? formatsOf('UTC');
  const parts = new Map(formats?.fields.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name) ?? 0);
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const fields = new Date(0);
  fields.setUTCFullYear(year, part('month') - 1, part('day'));
  fields.setUTCHours(part('hour'), part('minute'), part('second'), ((epochMs % 1000) + 1000) % 1000);
  const offsetMinutes = Math.round((fields.getTime() - epochMs) / 60_000);
  return new TimeOfZone(epochMs, fields, offsetMinutes, formats);
}

/** The machine's own zone needs none of the slow formatters, but for its abbreviation. */
function machineTime(epochMs: number): ZonedTime {
  const offsetMinutes = -new Date(epochMs).getTimezoneOffset();
  return new TimeOfZone(epochMs, new Date(epochMs + offsetMinutes * 60_000), offsetMinutes, undefined);
}

class TimeOfZone implements ZonedTime {
  readonly fields: Date;
  readonly offsetMinutes: number;
  readonly #epochMs: number;
  readonly #formats: ZoneFormats | undefined;

  constructor(epochMs: number, fields: Date, offsetMinutes: number, formats: ZoneFormats | undefined) {
    this.#epochMs = epochMs;
    this.fields = fields;
    this.offsetMinutes = offsetMinutes;
    this.#formats = formats;
  }

  get abbreviation(): string {
    return abbreviationOf(this.#formats ?? formatsOf(''), this.#epochMs, this.offsetMinutes);
  }
}

function abbreviationOf(formats: ZoneFormats | undefined, epochMs: number, offsetMinutes: number): string {
  for (const format of formats?.names ?? []) {
    const name = format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/.test(name)) return name;
  }
  return formatOffset(offsetMinutes);
}

/** `+0200` */
export function formatOffset(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  const digits = String(Math.floor(size / 60) * 100 + (size % 60)).padStart(4, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${digits}`;
}

/** The instant at which the clocks of `zone` show the UTC fields of `fields`; of two, the earlier one. */
export function instantOf(fields: Date, zone: string): number {
  const wanted = fields.getTime();
  const guess = wanted - zonedTime(wanted - 86_400_000, zone).offsetMinutes * 60_000;
  if (zonedTime(guess, zone).fields.getTime() === wanted) return guess;
  return wanted - zonedTime(guess, zone).offsetMinutes * 60_000;
}
