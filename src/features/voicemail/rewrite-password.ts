import { chmodSync, chownSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { ConfigFile, ConfigItem } from '../../config/config-file.ts';
import type { ConfigText } from '../../config/text.ts';
import { writeWhole } from './message-store.ts';
import type { Mailbox } from './settings.ts';

/**
 * Writes a new password into the line of a mailbox, wherever among the included files it stands, and leaves every other byte as it is.
 * @param etc the folder of the configuration, from which the names of its files count. @param file voicemail.conf as it stands now.
 * @returns what went wrong; the file is then as it was.
 */
export function rewritePassword(etc: string, file: ConfigFile, mailbox: Mailbox, password: string): string | undefined {
  const who = `${mailbox.box}@${mailbox.context}`;
  const item = lineOf(file, mailbox);
  if (!item) return `${file.path} has no line for ${who} any more`;
  if (item.inheritedFrom !== undefined)
    return `the line of ${who} stands in the template [${item.inheritedFrom}], which others share`;
  const { text } = item.value;
  const comma = text.indexOf(',');
  const written = item.value.part(0, comma < 0 ? text.length : comma).trim();
  return replaceIn(etc, written.text === '' ? item.value.part(0, 0) : written, password);
}

/** The last line of that name is the one that counts. */
function lineOf(file: ConfigFile, mailbox: Mailbox): ConfigItem | undefined {
  return file.sections
    .filter((section) => section.name.text === mailbox.context)
    .flatMap((section) => section.items)
    .findLast((item) => item.name.text === mailbox.box);
}

function replaceIn(etc: string, old: ConfigText, password: string): string | undefined {
  const { line, span } = old;
  try {
    const path = realpathSync(resolve(etc, line.file)); // where it is a link, the link stays
    const before = statSync(path);
    if ((before.mode & 0o222) === 0) return `${path} is read-only`;
    const bytes = readFileSync(path);
    const place = lineBytes(bytes, line.number);
    if (!place) return `${path} has changed since it was read`;
    const { encoding, text } = decode(bytes.subarray(place.from, place.to));
    // The span counts in the line as it was read: without a byte order mark, and without the CR of CRLF.
    const at = text.indexOf(line.text) + span.column - 1;
    if (!text.includes(line.text) || !text.startsWith(old.text, at)) return `${path} has changed since it was read`;
    const fresh = text.slice(0, at) + password + text.slice(at + old.text.length);
    const whole = Buffer.concat([
      bytes.subarray(0, place.from),
      Buffer.from(fresh, encoding),
      bytes.subarray(place.to),
    ]);
    writeWhole(path, whole, before.mode & 0o7777, (aside) => {
      try {
        chownSync(aside, before.uid, before.gid);
        chmodSync(aside, before.mode & 0o7777);
      } catch (error) {
        rmSync(aside, { force: true });
        throw error;
      }
    });
    return undefined;
  } catch (error) {
    return `${line.file} cannot be written: ${messageOf(error)}`;
  }
}

function lineBytes(bytes: Buffer, number: number): { readonly from: number; readonly to: number } | undefined {
  let from = 0;
  for (let line = 1; line < number; line++) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) return undefined;
    from = end + 1;
  }
  const end = bytes.indexOf(0x0a, from);
  return { from, to: end < 0 ? bytes.length : end };
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: 'utf8' | 'latin1' } {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes)
    ? { text, encoding: 'utf8' }
    : { text: bytes.toString('latin1'), encoding: 'latin1' };
}
