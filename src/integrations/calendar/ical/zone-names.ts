import { windowsZones } from './windows-zones.ts';
import { fixedZone, ianaZone, utcZone, type Zone } from './zone.ts';

const windowsByName = new Map(Object.entries(windowsZones).map(([windows, iana]) => [windows.toLowerCase(), iana]));

/**
 * The zone that a name stands for where the calendar itself defines none: an IANA name (also behind a vendor's prefix,
 * as in `/mozilla.org/20050126_1/Europe/Berlin`), a Windows name (`W. Europe Standard Time`), or an offset
 * (`UTC+02:00`, `GMT-0500`). Undefined if it is none of these.
 */
export function zoneByName(name: string): Zone | undefined {
  const wanted = name.trim().replace(/^"(.*)"$/, '$1');
  if (/^(utc|gmt|z|zulu|etc\/utc|etc\/gmt)$/i.test(wanted)) return utcZone;
  const windows = windowsByName.get(wanted.toLowerCase());
  if (windows) return ianaZone(windows);
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(wanted);
  if (offset) {
    const ms = (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * 60_000;
    return ms <= 15 * 3_600_000 ? fixedZone(wanted, offset[1] === '-' ? -ms : ms) : undefined;
  }
  const plain = wanted.replaceAll(' ', '_');
  const whole = ianaZone(plain);
  if (whole) return whole;
  const parts = plain.split('/').filter((part) => part !== '');
  // Longest tail first, at most the three parts of America/Argentina/Buenos_Aires, at least Area/City.
  for (let count = Math.min(3, parts.length - 1); count >= 2; count--) {
    const zone = ianaZone(parts.slice(-count).join('/'));
    if (zone) return zone;
  }
  return undefined;
}
