import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { replaceFile } from '../../base/replace-file.ts';
import type { Mailbox } from './settings.ts';

/** The line of a mailbox: what stands before the password, the password with its `-`, and the rest. */
const BOX_LINE = /^(\s*([^\s=;[]+)\s*=>?\s*)([^,;\s]*)(.*)$/s;

/** Which mailbox's password is meant. */
export type PasswordOf = Pick<Mailbox, 'box' | 'context' | 'place'>;

/**
 * Replaces the password of a mailbox in the text of a voicemail.conf, or of a file that it includes; every other byte stays. One that comes
 * from a template gets a line of its own below its section's header, so that nobody else's password changes. @returns undefined where the
 * mailbox no longer stands there.
 */
export function replacePassword(text: string, mailbox: PasswordOf, password: string): string | undefined {
  const lines = text.split('\n');
  const { box, context, place } = mailbox;
  const own = (line: string | undefined): string | undefined => {
    const [, head, name, , tail] = BOX_LINE.exec(line ?? '') ?? [];
    return name === box ? `${head ?? ''}${password}${tail ?? ''}` : undefined;
  };
  const at = place.inherited === undefined ? findLine(lines, mailbox, own) : undefined;
  const replaced = at === undefined ? undefined : own(lines[at]);
  if (at !== undefined && replaced !== undefined) lines[at] = replaced;
  else {
    const header = headerAt(lines, context, place.line - 1);
    if (place.inherited === undefined || header === undefined) return undefined;
    const end = lines[header]?.endsWith('\r') ? '\r' : '';
    const line = `${box} => ${place.inherited.replace(/^[^,]*/, password)}${end}`;
    const earlier = lastInSection(lines, header, own);
    if (earlier === undefined) lines.splice(header + 1, 0, line);
    else lines[earlier] = own(lines[earlier]) ?? line;
  }
  return lines.join('\n');
}

/** The line that was read, or, where the file has been changed since, the last one of that mailbox in a section of its context. */
function findLine(
  lines: readonly string[],
  { context, place }: PasswordOf,
  own: (line: string | undefined) => string | undefined,
): number | undefined {
  if (own(lines[place.line - 1]) !== undefined) return place.line - 1;
  let section = '';
  let found: number | undefined;
  lines.forEach((line, at) => {
    section = sectionOf(line) ?? section;
    if (section === context && own(line) !== undefined) found = at;
  });
  return found;
}

function headerAt(lines: readonly string[], context: string, wanted: number): number | undefined {
  if (sectionOf(lines[wanted] ?? '') === context) return wanted;
  const found = lines.findIndex((line) => sectionOf(line) === context);
  return found < 0 ? undefined : found;
}

/** The last line of that mailbox below a header: one that was added before. */
function lastInSection(
  lines: readonly string[],
  header: number,
  own: (line: string | undefined) => string | undefined,
): number | undefined {
  let last: number | undefined;
  for (let at = header + 1; at < lines.length && sectionOf(lines[at] ?? '') === undefined; at++)
    if (own(lines[at]) !== undefined) last = at;
  return last;
}

function sectionOf(line: string): string | undefined {
  return /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
}

/**
 * Writes a new password where the mailbox stands: a whole new file takes the old one's place, with its mode, also behind a symbolic link.
 * @param etc the folder that relative names begin in. @returns what went wrong; the file is then as it was.
 */
export function writePassword(etc: string, mailbox: PasswordOf, password: string): string | undefined {
  const path = resolve(etc, mailbox.place.file);
  try {
    const real = realpathSync(path);
    // latin1 keeps every byte, whatever the file is written in
    const { inherited } = mailbox.place;
    const place = { ...mailbox.place, inherited: inherited && Buffer.from(inherited).toString('latin1') };
    const text = replacePassword(readFileSync(real, 'latin1'), { ...mailbox, place }, password);
    if (text === undefined) return `${path} has no line for mailbox ${mailbox.box} in [${mailbox.context}]`;
    replaceFile(real, Buffer.from(text, 'latin1'), statSync(real).mode);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
