import type { Fix } from '../../base/diagnostic.ts';

/** A file with its fixes applied. */
export interface FixedText {
  readonly bytes: Uint8Array;
  /** The fixes that were made. */
  readonly applied: readonly Fix[];
  /** Those that were not, because they overlap one that was, or cannot be written in the line's encoding. */
  readonly left: readonly Fix[];
}

/**
 * Applies the rewrites of one file. Everything outside the rewritten spans stays byte for byte: line ends, byte order
 * mark, blanks, and lines that are not UTF-8 (which were read as ISO 8859-1 and are written so).
 */
export function applyFixes(bytes: Uint8Array, fixes: readonly Fix[]): FixedText {
  const lines = splitLines(bytes);
  const applied: Fix[] = [];
  const left: Fix[] = [];
  const byLine = new Map<number, Fix[]>();
  for (const fix of fixes) byLine.set(fix.span.line, [...(byLine.get(fix.span.line) ?? []), fix]);
  for (const [number, ofLine] of byLine) {
    const line = lines[number - 1];
    if (line) lines[number - 1] = fixLine(line, ofLine, applied, left);
    else left.push(...ofLine);
  }
  return { bytes: Buffer.concat(lines), applied, left };
}

function fixLine(line: Uint8Array, fixes: readonly Fix[], applied: Fix[], left: Fix[]): Uint8Array {
  const { text, encoding, mark } = decode(line);
  let rest = text;
  let before = Number.POSITIVE_INFINITY;
  const made: Fix[] = [];
  for (const fix of [...fixes].sort((a, b) => b.span.column - a.span.column)) {
    const { column, endColumn } = fix.span;
    const fits = endColumn - 1 <= before && endColumn - 1 <= text.length;
    const writable = encoding === 'utf8' || /^[\x00-\xff]*$/.test(fix.replacement);
    if (!fits || !writable) {
      left.push(fix);
      continue;
    }
    rest = rest.slice(0, column - 1) + fix.replacement + rest.slice(endColumn - 1);
    before = column - 1;
    made.push(fix);
  }
  applied.push(...made.reverse());
  return Buffer.concat([mark, Buffer.from(rest, encoding)]);
}

/** Each line with its line end. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
    lines.push(bytes.subarray(from, at + 1));
    from = at + 1;
  }
  if (from < bytes.length) lines.push(bytes.subarray(from));
  return lines;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function decode(line: Uint8Array): { text: string; encoding: 'utf8' | 'latin1'; mark: Uint8Array } {
  const marked = BYTE_ORDER_MARK.equals(line.subarray(0, 3));
  const mark = marked ? line.subarray(0, 3) : line.subarray(0, 0);
  const rest = line.subarray(mark.length);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rest), encoding: 'utf8', mark };
  } catch {
    return { text: Buffer.from(rest).toString('latin1'), encoding: 'latin1', mark };
  }
}
