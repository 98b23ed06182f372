import { decodeText } from '../../base/decode-text.ts';

/** The headers of one message, in order; a name may be repeated. */
export type AmiHeaders = ReadonlyArray<readonly [name: string, value: string]>;

/** What can be wrong with a message; its sender is told, and the next one is read. */
export type AmiFault = 'line-too-long' | 'too-many-headers';

/** The longest line, in bytes, its end not counted. @see observed: Asterisk 16 reads lines into 1024 bytes. */
export const LONGEST_LINE = 1023;
/** The most headers in a message. */
export const MOST_HEADERS = 128;

const LF = 10;
const CR = 13;

/** How much {@link AmiReader} takes. */
export interface AmiReaderLimits {
  /** Bytes in a line. */
  readonly longestLine?: number;
  readonly mostHeaders?: number;
}

/** What a reader found: a message, or one that cannot be taken. */
export type AmiRead =
  | { readonly headers: AmiHeaders }
  /** `rest` is what could be read of it, for the mark of the action. */
  | { readonly fault: AmiFault; readonly rest: AmiHeaders };

/**
 * Takes a stream of AMI apart into messages: `Name: value` lines up to a blank one. Memory is bounded whatever comes: the rest of a
 * line that is too long, and of a message with too many headers, is passed over. Lines without a colon are left out.
 */
export class AmiReader {
  readonly #longestLine: number;
  readonly #mostHeaders: number;
  /** The beginning of a line whose end has not come. */
  #rest: Buffer = Buffer.alloc(0);
  /** Passing over the rest of a line that is too long. */
  #skipping = false;
  #headers: Array<readonly [string, string]> = [];
  #fault: AmiFault | undefined;

  constructor(limits: AmiReaderLimits = {}) {
    this.#longestLine = limits.longestLine ?? LONGEST_LINE;
    this.#mostHeaders = limits.mostHeaders ?? MOST_HEADERS;
  }

  /** Takes in `chunk`; the messages that are whole now. */
  push(chunk: Buffer): AmiRead[] {
    const found: AmiRead[] = [];
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (let end = data.indexOf(LF); end >= 0; end = data.indexOf(LF, from)) {
      this.#line(data, from, data[end - 1] === CR && end > from ? end - 1 : end, found);
      from = end + 1;
    }
    this.#keep(data.subarray(from));
    return found;
  }

  #keep(rest: Buffer): void {
    if (this.#skipping || rest.length > this.#longestLine + 1) {
      this.#skipping = true;
      this.#fault ??= 'line-too-long';
      this.#rest = Buffer.alloc(0);
    } else {
      // A copy: what is kept must not hold the whole chunk.
      this.#rest = Buffer.from(rest);
    }
  }

  #line(data: Buffer, from: number, to: number, found: AmiRead[]): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (to === from) {
      found.push(this.#fault === undefined ? { headers: this.#headers } : { fault: this.#fault, rest: this.#headers });
      this.#headers = [];
      this.#fault = undefined;
    } else if (this.#fault === 'too-many-headers') {
      // What is left of a message that cannot be taken.
    } else if (to - from > this.#longestLine) {
      this.#fault = 'line-too-long';
    } else {
      this.#header(decodeText(data, from, to));
    }
  }

  #header(line: string): void {
    if (this.#headers.length >= this.#mostHeaders) {
      this.#fault = 'too-many-headers';
      return;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) return;
    let value = colon + 1;
    while (isBlank(line.charCodeAt(value))) value++;
    this.#headers.push([line.slice(0, colon), line.slice(value)]);
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The value of the first header called `name`, without regard to case; empty if there is none. */
export function amiHeader(headers: AmiHeaders, name: string): string {
  const { length } = name;
  for (const [known, value] of headers)
    if (known === name || (known.length === length && known.toLowerCase() === name.toLowerCase())) return value;
  return '';
}

/**
 * A message as it goes over the wire. No name or value can make a line of its own, end the message, or hide in an odd
 * encoding: control characters, and all else that some program takes for the end of a line, are written as escapes.
 */
export function writeAmiMessage(headers: AmiHeaders): Buffer {
  return Buffer.from(writeAmiText(headers), 'utf8');
}

/** The same as text, for who joins several before they are encoded. */
export function writeAmiText(headers: AmiHeaders): string {
  let text = '';
  for (const [name, value] of headers) text += writeAmiLine(name, value);
  return `${text}\r\n`;
}

/** One header of a message, its line end included. */
export function writeAmiLine(name: string, value: string): string {
  return `${lineStart(name)}${writeAmiValue(value)}\r\n`;
}

/** `Name: ` of names that are fit as they stand: there are few, and they come again and again. */
const LINE_STARTS = new Map<string, string>();
const MOST_LINE_STARTS = 1000;

function lineStart(name: string): string {
  const known = LINE_STARTS.get(name);
  if (known !== undefined) return known;
  const fit = writeAmiValue(name).replaceAll(':', '');
  const start = `${fit}: `;
  if (fit === name && name.length < 64 && LINE_STARTS.size < MOST_LINE_STARTS) LINE_STARTS.set(name, start);
  return start;
}

/** Control characters but the tab, and the line ends of Unicode. */
const UNFIT_ALL = /[\x00-\x08\x0a-\x1f\x7f\x80-\x9f\u2028\u2029]/g;

/** A value, or a name, on one line. */
export function writeAmiValue(text: string): string {
  return isFit(text) ? text : text.replace(UNFIT_ALL, escapeCharacter);
}

/** By hand: most values are a few letters, and a regular expression takes longer to begin than this to end. */
function isFit(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 ? code !== 0x09 : code >= 0x7f && (code <= 0x9f || code === 0x2028 || code === 0x2029))
      return false;
  }
  return true;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  const code = character.charCodeAt(0);
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

const C_ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '?': '\\?',
};

/** A text with C's escapes, as Asterisk writes names of parties and values of variables. @see observed: Asterisk 16. */
export function escapeC(text: string): string {
  return /[\x07-\x0d\\'"?]/.test(text)
    ? text.replace(/[\x07-\x0d\\'"?]/g, (character) => C_ESCAPES[character] ?? character)
    : text;
}

/** Undoes {@link escapeC}; for clients. */
export function unescapeC(text: string): string {
  const known = new Map(Object.entries(C_ESCAPES).map(([character, written]) => [written, character]));
  return text.replace(/\\[abfnrtv\\'"?]/g, (written) => known.get(written) ?? written);
}
