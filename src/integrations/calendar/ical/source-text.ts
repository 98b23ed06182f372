import { type Diagnostic, type DiagnosticParts, diagnose, spanAt } from '../../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../../base/diagnostic-kind.ts';

/** No more than this many diagnostics are kept of one calendar; the rest are counted. */
const MOST_DIAGNOSTICS = 100;

/**
 * The bytes of a calendar as a string of one character a byte: fast to search, and a fold may cut a UTF-8 character
 * in two without harm, since decoding comes after unfolding. Collects what is wrong with it, too.
 */
export class SourceText {
  readonly name: string;
  /** Each character is one byte. */
  readonly bytes: string;
  readonly diagnostics: Diagnostic[] = [];
  /** How many diagnostics there were beyond those kept. */
  dropped = 0;
  #lineStarts: number[] | undefined;

  /** @param name the calendar's URL or file, as diagnostics name it. */
  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = toByteString(bytes);
  }

  /** Notes a fault at a byte offset. */
  report(kind: DiagnosticKind, message: string, offset: number, parts: DiagnosticParts = {}): void {
    if (this.diagnostics.length >= MOST_DIAGNOSTICS) {
      this.dropped++;
      return;
    }
    this.#lineStarts ??= findLineStarts(this.bytes);
    const line = lineAt(this.#lineStarts, offset);
    const start = this.#lineStarts[line - 1] ?? 0;
    const end = this.#lineStarts[line] ?? this.bytes.length;
    const sourceLine = decode(this.bytes.slice(start, Math.min(end, start + 400)).replace(/[\r\n]+$/, ''));
    const span = spanAt(this.name, line, offset - start + 1, sourceLine.length - (offset - start));
    this.diagnostics.push(diagnose(kind, message, span, { sourceLine, ...parts }));
  }
}

/** Text in UTF-8, given as one character a byte; what is no UTF-8 is taken as Latin-1. */
export function decode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}

function toByteString(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe)
    return Buffer.from(buffer.subarray(2).toString('utf16le'), 'utf8').toString('latin1');
  if (buffer[0] === 0xfe && buffer[1] === 0xff) {
    const even = Buffer.from(buffer.subarray(2, buffer.length - (buffer.length % 2)));
    return Buffer.from(even.swap16().toString('utf16le'), 'utf8').toString('latin1');
  }
  const text = buffer.toString('latin1');
  const body = text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
  // Old Macintosh line ends.
  return body.includes('\n') ? body : body.replaceAll('\r', '\n');
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, from 1, that holds `offset`. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
