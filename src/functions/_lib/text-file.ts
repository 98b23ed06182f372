import { readFileSync, statSync } from 'node:fs';

/** How lines end: `u` line feed, `d` carriage return and line feed, `m` carriage return. */
export type LineFormat = 'u' | 'd' | 'm';

/** The bytes that end a line, one unit a byte. */
export const LINE_ENDS: Readonly<Record<LineFormat, string>> = { u: '\n', d: '\r\n', m: '\r' };

/** A file larger than this is not read into a variable, bytes. */
const LARGEST = 8 * 1024 * 1024;

/** Text of a file with one unit (0..255) a byte, or why it cannot be read. */
export type FileText = { readonly text: string } | { readonly failure: string };

/** Reads a whole file. Never throws. */
export function readFileText(path: string): FileText {
  try {
    const { size } = statSync(path);
    if (size > LARGEST) return { failure: `it has more than ${LARGEST} bytes` };
    return { text: readFileSync(path, 'latin1') };
  } catch (fault) {
    return { failure: fileFault(fault) };
  }
}

/** Why a call of the file system failed, as C's strerror has it. */
export function fileFault(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  return known ?? (fault instanceof Error ? fault.message : String(fault));
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  ENAMETOOLONG: 'File name too long',
};

/** How the first line of a text ends; undefined where it has no end. */
export function lineFormatOf(text: string): LineFormat | undefined {
  const end = /\r\n|\n|\r/.exec(text)?.[0];
  return end === '\n' ? 'u' : end === '\r\n' ? 'd' : end === undefined ? undefined : 'm';
}

/** The format that a letter means. */
export function lineFormatNamed(letter: string): LineFormat | undefined {
  const first = letter.charAt(0);
  return first === 'u' || first === 'd' || first === 'm' ? first : undefined;
}

/** The lines of a text, each with its end; what follows the last end is a line of its own. */
export function linesOf(text: string, format: LineFormat): string[] {
  const end = LINE_ENDS[format];
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf(end, at);
    const next = found < 0 ? text.length : found + end.length;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}
