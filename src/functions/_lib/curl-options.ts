import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';

/** How the text of an option is kept. */
type OptionKind = 'text' | 'seconds' | 'number' | 'yes-no' | 'hash' | 'proxy-type';

/** The options of CURLOPT(), by name in small letters. */
export const CURL_OPTIONS: Readonly<Record<string, OptionKind>> = {
  cookie: 'text',
  conntimeout: 'seconds',
  dnstimeout: 'seconds',
  failurecodes: 'text',
  followlocation: 'yes-no',
  ftptext: 'yes-no',
  ftptimeout: 'seconds',
  hashcompat: 'hash',
  header: 'yes-no',
  httpheader: 'text',
  httptimeout: 'seconds',
  maxredirs: 'number',
  proxy: 'text',
  proxyport: 'number',
  proxytype: 'proxy-type',
  proxyuserpwd: 'text',
  referer: 'text',
  ssl_verifypeer: 'yes-no',
  useragent: 'text',
  userpwd: 'text',
};

/** Values as they were set, by name; an option may have been set several times. */
export type CurlSettings = Map<string, string[]>;

const settingsKey = defineAttachment<CurlSettings>('curl-options');

/** What CURLOPT() has set on a channel. */
export function curlSettingsOf(channel: Channel): CurlSettings {
  return channel.attachments.ensure(settingsKey, () => new Map());
}

/** The last value of an option. */
export function lastOf(settings: CurlSettings, name: string): string | undefined {
  return settings.get(name)?.at(-1);
}

/** What is read of an option that is on. @see observed: Asterisk 16 */
const ON = '-1';

/** Whether an option is on. */
export function isOn(settings: CurlSettings, name: string): boolean {
  return lastOf(settings, name) === ON;
}

/** A number of seconds as milliseconds; undefined where it was not set, or is none. */
export function millisecondsOf(settings: CurlSettings, name: string): number | undefined {
  const seconds = Number.parseFloat(lastOf(settings, name) ?? '');
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** The value that an option keeps of what is written. */
export function keptValue(kind: OptionKind, value: string): string {
  switch (kind) {
    case 'seconds': {
      const milliseconds = Math.trunc((Number.parseFloat(value) || 0) * 1000);
      return milliseconds % 1000 === 0 ? String(milliseconds / 1000) : (milliseconds / 1000).toFixed(3);
    }
    case 'number':
      return String(Number.parseInt(value, 10) || 0);
    case 'yes-no':
      return isYes(value) ? ON : '0';
    case 'hash':
      return value.toLowerCase() === 'legacy' ? 'legacy' : isYes(value) ? 'yes' : 'no';
    case 'proxy-type':
      return /^socks(4|5)?/i.exec(value)?.[0].toLowerCase() ?? 'http';
    case 'text':
      return value;
  }
}

function isYes(value: string): boolean {
  return /^(yes|true|y|t|1|on)$/i.test(value.trim());
}
