import { type HeaderName, headerNumber, headerNumberAt } from './header-names.ts';
import { MOST_HEADERS, MOST_VALUES } from './limits.ts';
import { type NameAddr, parseNameAddr } from './name-addr.ts';
import { splitOutside } from './params.ts';
import { parseUri, type SipUri } from './uri.ts';
import { parseVia, type Via } from './via.ts';

/** The number and method of a CSeq header. */
export interface CSeq {
  /** 0..2^32-1. */
  readonly number: number;
  readonly method: string;
}

/** Where a message came from: the address of the packet, not what the message says. */
export interface MessageSource {
  readonly host: string;
  readonly port: number;
}

/**
 * A message as it came, read only where it is asked. `text` has one character a byte.
 * Immutable but for its caches; it keeps its whole text alive, so what lives long copies what it needs.
 */
abstract class Message {
  readonly text: string;
  /** Offset of the first header line. */
  readonly headStart: number;
  /** Offset of the blank line, or the end of the text. */
  readonly headEnd: number;
  readonly bodyStart: number;
  readonly source: MessageSource;
  #numbers: number[] | undefined;
  #starts: number[] = [];
  #ends: number[] = [];
  #folded = false;
  #via: Via | null | undefined = null;
  #from: NameAddr | null | undefined = null;
  #to: NameAddr | null | undefined = null;
  #cseq: CSeq | null | undefined = null;
  #callId: string | undefined;
  #contacts: readonly NameAddr[] | undefined;
  #contactsSound = true;

  constructor(text: string, headStart: number, headEnd: number, bodyStart: number, source: MessageSource) {
    this.text = text;
    this.headStart = headStart;
    this.headEnd = headEnd;
    this.bodyStart = bodyStart;
    this.source = source;
  }

  /** Notes where each header line begins and ends: the one pass over the head. */
  #index(): number[] {
    const numbers: number[] = [];
    const { text, headEnd } = this;
    const starts = this.#starts;
    const ends = this.#ends;
    let at = this.headStart;
    while (at < headEnd && numbers.length < MOST_HEADERS) {
      let end = text.indexOf('\n', at);
      if (end < 0 || end > headEnd) end = headEnd;
      const next = end + 1;
      if (text.charCodeAt(end - 1) === 0x0d) end--;
      const first = text.charCodeAt(at);
      if (first === 0x20 || first === 0x09) {
        // A line that begins with white space goes on with the header before it (RFC 3261 §7.3.1).
        if (ends.length > 0) {
          ends[ends.length - 1] = end;
          this.#folded = true;
        }
      } else {
        const colon = text.indexOf(':', at);
        if (colon > at && colon < end) {
          let nameEnd = colon;
          while (nameEnd > at && isSpace(text.charCodeAt(nameEnd - 1))) nameEnd--;
          let start = colon + 1;
          while (start < end && isSpace(text.charCodeAt(start))) start++;
          numbers.push(headerNumberAt(text, at, nameEnd));
          starts.push(start);
          ends.push(end);
        }
      }
      at = next;
    }
    this.#numbers = numbers;
    return numbers;
  }

  #value(index: number): string {
    const raw = this.text.slice(this.#starts[index], this.#ends[index]);
    if (this.#folded && raw.includes('\n')) return raw.replace(/\s*\r?\n\s+/g, ' ').trim();
    return isSpace(raw.charCodeAt(raw.length - 1)) ? raw.trimEnd() : raw;
  }

  /** The first line of a header, unfolded and trimmed; undefined if the message has none. */
  header(name: HeaderName): string | undefined {
    const numbers = this.#numbers ?? this.#index();
    const index = numbers.indexOf(headerNumber(name));
    return index < 0 ? undefined : this.#value(index);
  }

  /** All lines of a header, in order. */
  lines(name: HeaderName): string[] {
    const numbers = this.#numbers ?? this.#index();
    const wanted = headerNumber(name);
    const found: string[] = [];
    for (let i = numbers.indexOf(wanted); i >= 0; i = numbers.indexOf(wanted, i + 1)) found.push(this.#value(i));
    return found;
  }

  /** How many lines of a header there are. */
  count(name: HeaderName): number {
    const numbers = this.#numbers ?? this.#index();
    const wanted = headerNumber(name);
    let found = 0;
    for (const number of numbers) if (number === wanted) found++;
    return found;
  }

  /** All values of a header, lines and commas alike; for headers whose grammar is a list. */
  values(name: HeaderName): string[] {
    const found: string[] = [];
    if (this.header(name) === undefined) return found;
    for (const line of this.lines(name)) {
      if (line.includes(',')) found.push(...splitOutside(line, 0x2c, MOST_VALUES));
      else if (line !== '') found.push(line);
      if (found.length >= MOST_VALUES) return found.slice(0, MOST_VALUES);
    }
    return found;
  }

  /** All lines of a header of any name, known to the stack or not. */
  linesNamed(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.allHeaders()
      .filter(([other]) => other.toLowerCase() === wanted)
      .map(([, value]) => value);
  }

  /** Every header line as name and value, in order, names as the sender wrote them. */
  allHeaders(): Array<readonly [string, string]> {
    if (!this.#numbers) this.#index();
    return this.#starts.map((start, i) => {
      const colon = this.text.lastIndexOf(':', start);
      // The value begins behind this header's own colon, hence the nearest one before it.
      const lineStart = this.text.lastIndexOf('\n', colon) + 1;
      return [this.text.slice(lineStart, colon).trim(), this.#value(i)] as const;
    });
  }

  /** The topmost Via; undefined if missing or malformed. */
  get via(): Via | undefined {
    if (this.#via === null) {
      const line = this.header('Via');
      this.#via = line === undefined ? undefined : parseVia(firstOf(line));
    }
    return this.#via;
  }

  get from(): NameAddr | undefined {
    if (this.#from === null) {
      const line = this.header('From');
      this.#from = line === undefined ? undefined : parseNameAddr(line);
    }
    return this.#from;
  }

  get to(): NameAddr | undefined {
    if (this.#to === null) {
      const line = this.header('To');
      this.#to = line === undefined ? undefined : parseNameAddr(line);
    }
    return this.#to;
  }

  /** '' if missing. */
  get callId(): string {
    this.#callId ??= this.header('Call-ID') ?? '';
    return this.#callId;
  }

  /** Undefined if missing or malformed. */
  get cseq(): CSeq | undefined {
    if (this.#cseq === null) this.#cseq = parseCSeq(this.header('CSeq'));
    return this.#cseq;
  }

  /** The addresses of Contact; a `*` and what is malformed are left out. */
  get contacts(): readonly NameAddr[] {
    this.#contacts ??= this.#readContacts();
    return this.#contacts;
  }

  /** False if a Contact is neither an address nor a `*`. */
  get contactsSound(): boolean {
    this.#contacts ??= this.#readContacts();
    return this.#contactsSound;
  }

  #readContacts(): NameAddr[] {
    const contacts: NameAddr[] = [];
    for (const value of this.values('Contact')) {
      const contact = parseNameAddr(value);
      if (contact) contacts.push(contact);
      else if (value !== '*') this.#contactsSound = false;
    }
    return contacts;
  }

  /** A header that is a whole number of seconds, bytes or hops; undefined if missing or malformed. */
  number(name: HeaderName): number | undefined {
    const value = this.header(name);
    return value !== undefined && isWholeNumber(value) ? Number(value) : undefined;
  }

  /** The bytes after the blank line, one character each, no longer than Content-Length says. */
  get body(): string {
    const length = this.number('Content-Length');
    return this.text.slice(this.bodyStart, length === undefined ? undefined : this.bodyStart + length);
  }

  /** Media type of the body in lower case, without parameters; '' if the message names none. */
  get contentType(): string {
    const value = this.header('Content-Type') ?? '';
    const semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase();
  }
}

/** A request from the wire. @see RFC 3261 §7.1 */
export class SipRequest extends Message {
  readonly kind = 'request' as const;
  /** As written; methods are case-sensitive. */
  readonly method: string;
  readonly uriText: string;
  /** `SIP/2.0` in a proper message. */
  readonly version: string;
  #uri: SipUri | null | undefined = null;

  constructor(method: string, uriText: string, version: string, ...rest: ConstructorParameters<typeof Message>) {
    super(...rest);
    this.method = method;
    this.uriText = uriText;
    this.version = version;
  }

  /** Undefined if the Request-URI is none that this stack understands. */
  get uri(): SipUri | undefined {
    if (this.#uri === null) this.#uri = parseUri(this.uriText);
    return this.#uri;
  }
}

/** A response from the wire. @see RFC 3261 §7.2 */
export class SipResponse extends Message {
  readonly kind = 'response' as const;
  /** 100..699. */
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, ...rest: ConstructorParameters<typeof Message>) {
    super(...rest);
    this.status = status;
    this.reason = reason;
  }
}

/** Either kind; `kind` tells which. */
export type SipMessage = SipRequest | SipResponse;

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x09;
}

function firstOf(line: string): string {
  if (!line.includes(',')) return line;
  return splitOutside(line, 0x2c, 1)[0] ?? line;
}

/** One to ten digits. */
function isWholeNumber(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return value.length > 0 && value.length <= 10;
}

function parseCSeq(value: string | undefined): CSeq | undefined {
  if (value === undefined) return undefined;
  // As nearly everybody writes it: a number, a space, a method.
  const space = value.indexOf(' ');
  const digits = value.slice(0, Math.max(0, space));
  const method = value.slice(space + 1);
  if (isWholeNumber(digits) && /^[A-Z]+$/.test(method)) {
    const number = Number(digits);
    return number > 0xffff_ffff ? undefined : { number, method };
  }
  const match = /^(\d{1,10})[ \t]+(\S+)$/.exec(value);
  if (!match?.[1] || !match[2]) return undefined;
  const number = Number(match[1]);
  return number > 0xffff_ffff ? undefined : { number, method: match[2] };
}
