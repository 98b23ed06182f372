import { decodeText, encodeText, singleLine } from './byte-text.ts';
import { endOfQuoted, paramOf, quote, unquote } from './params.ts';
import { parseUri, type SipUri } from './uri.ts';

/** `"Name" <sip:user@host>;param=value`, the value of From, To, Contact, Route and their like. @see RFC 3261 §20.10 */
export class NameAddr {
  /** The whole value as it stands in the message. */
  readonly text: string;
  /** The display name as people read it; '' if there is none. */
  readonly displayName: string;
  readonly uriText: string;
  /** `;name=value…` after the address, or ''. */
  readonly rawParams: string;
  #uri: SipUri | null | undefined = null;
  #tag: string | null | undefined = null;

  constructor(text: string, displayName: string, uriText: string, rawParams: string) {
    this.text = text;
    this.displayName = displayName;
    this.uriText = uriText;
    this.rawParams = rawParams;
  }

  /** Undefined if the address is no SIP or tel URI. */
  get uri(): SipUri | undefined {
    if (this.#uri === null) this.#uri = parseUri(this.uriText);
    return this.#uri;
  }

  /** The value of a header parameter (`''` if it stands bare), or undefined. */
  param(name: string): string | undefined {
    return this.rawParams === '' ? undefined : paramOf(this.rawParams, name);
  }

  /** The tag; undefined if there is none. */
  get tag(): string | undefined {
    if (this.#tag === null) this.#tag = this.param('tag');
    return this.#tag;
  }
}

/** Reads one value; undefined if there is no address in it. Never throws. */
export function parseNameAddr(text: string): NameAddr | undefined {
  let at = 0;
  let displayName = '';
  if (text.charCodeAt(0) === 0x22) {
    at = endOfQuoted(text, 0);
    displayName = decodeText(unquote(text.slice(0, at)));
  }
  const open = text.indexOf('<', at);
  if (open < 0) {
    if (at > 0) return undefined;
    // Without brackets everything from the first `;` belongs to the header, not to the URI.
    const semicolon = text.indexOf(';');
    const end = semicolon < 0 ? text.length : semicolon;
    const uriText = text.slice(0, end).trim();
    return uriText === '' ? undefined : new NameAddr(text, '', uriText, text.slice(end));
  }
  const close = text.indexOf('>', open);
  if (close < 0) return undefined;
  if (at === 0) displayName = decodeText(text.slice(0, open).trim());
  return new NameAddr(text, displayName, text.slice(open + 1, close).trim(), text.slice(close + 1).trim());
}

/** Writes an address with an optional display name; the name is quoted and cannot end the line. */
export function formatNameAddr(displayName: string, uri: string, params = ''): string {
  const name = displayName === '' ? '' : `${quote(encodeText(singleLine(displayName)))} `;
  return `${name}<${uri}>${params}`;
}
