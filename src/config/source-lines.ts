import { atOnce, type Slices } from '../base/slices.ts';
import type { SourceLine } from './text.ts';

/** The most bytes a line may have without its line end; Asterisk skips longer ones. */
export const LONGEST_LINE_BYTES = 8190;

/** So many lines are decoded between two pauses. */
const LINES_A_SLICE = 4096;

/** A line as decoded. */
export interface DecodedLine {
  readonly line: SourceLine;
  /** It was not valid UTF-8 and has been read as ISO 8859-1. */
  readonly latin1: boolean;
  /** Longer than {@link LONGEST_LINE_BYTES}. */
  readonly tooLong: boolean;
}

/**
 * Splits a file into lines. A byte order mark and the CR of CRLF are left out; a line that is not valid UTF-8 is read
 * as ISO 8859-1, each line for itself, so that one odd comment does not garble the rest.
 */
export function decodeLines(file: string, bytes: Uint8Array): DecodedLine[] {
  return atOnce(decodeLinesInSlices(file, bytes));
}

/** As {@link decodeLines}, with pauses on the way. */
export function* decodeLinesInSlices(file: string, bytes: Uint8Array): Slices<DecodedLine[]> {
  const whole = decodeUtf8(bytes);
  const texts: { text: string; latin1: boolean }[] = [];
  if (whole !== undefined) {
    for (const text of whole.split('\n')) texts.push({ text, latin1: false });
  } else {
    for (const piece of splitBytes(bytes)) {
      const text = decodeUtf8(piece);
      texts.push(text === undefined ? { text: decodeLatin1(piece), latin1: true } : { text, latin1: false });
    }
  }
  if (texts.at(-1)?.text === '') texts.pop();
  yield;
  const lines: DecodedLine[] = [];
  for (const { text, latin1 } of texts) {
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    const tooLong = bare.length * 3 > LONGEST_LINE_BYTES && byteLength(bare, latin1) > LONGEST_LINE_BYTES;
    lines.push({ line: { file, number: lines.length + 1, text: bare }, latin1, tooLong });
    if (lines.length % LINES_A_SLICE === 0) yield;
  }
  return lines;
}

function byteLength(text: string, latin1: boolean): number {
  return latin1 ? text.length : Buffer.byteLength(text);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: the caller tries line by line
  }
}

function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function* splitBytes(bytes: Uint8Array): Iterable<Uint8Array> {
  let from = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
    yield bytes.subarray(from, at);
    from = at + 1;
  }
  yield bytes.subarray(from);
}
