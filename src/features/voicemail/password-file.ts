import { readFileSync, realpathSync, statSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { replaceFile } from '../../base/replace-file.ts';

/** The line of a mailbox: what stands before the password, the password with its `-`, and the rest. */
const BOX_LINE = /^(\s*([^\s=;[]+)\s*=>?\s*)([^,;\s]*)(.*)$/s;

/**
 * Replaces the password of a mailbox in the text of a voicemail.conf; every other byte stays. @returns undefined where the mailbox does not
 * stand there in a line of its own.
 */
export function replacePassword(text: string, box: string, context: string, password: string): string | undefined {
  let section = '';
  let done = false;
  const lines = text.split('\n').map((line) => {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim() ?? section;
    const [, head, name, , tail] = BOX_LINE.exec(line) ?? [];
    if (section !== context || name !== box || head === undefined) return line;
    done = true;
    return `${head}${password}${tail ?? ''}`;
  });
  return done ? lines.join('\n') : undefined;
}

/**
 * Writes a new password into a voicemail.conf: a whole new file takes the old one's place, with its mode, also behind a symbolic link.
 * @returns what went wrong; the file is then as it was.
 */
export function writePassword(path: string, box: string, context: string, password: string): string | undefined {
  try {
    const real = realpathSync(path);
    // latin1 keeps every byte, whatever the file is written in
    const text = replacePassword(readFileSync(real, 'latin1'), box, context, password);
    if (text === undefined) return `${path} has no line for mailbox ${box} in [${context}]`;
    replaceFile(real, Buffer.from(text, 'latin1'), statSync(real).mode);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
