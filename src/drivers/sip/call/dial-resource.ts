import type { Dialect } from '../config/endpoint.ts';

/** What `SIP/…` or `PJSIP/…` names. */
export interface DialResource {
  /** The endpoint, or with `bare` a host or URI that may be none's. */
  readonly endpoint: string;
  /** The number to call there; '' for the contact's own user. */
  readonly number: string;
  /** A URI to call instead of the contact; '' for none. */
  readonly uri: string;
}

/**
 * Takes the text behind the slash apart: `SIP/name`, `SIP/name/number`, `SIP/number@name`, `PJSIP/name`, `PJSIP/number@name`,
 * `PJSIP/name/sip:uri`. What the old driver allows after `!` is cut off. Undefined for an empty one.
 */
export function parseDialResource(dialect: Dialect, text: string): DialResource | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (dialect === 'PJSIP') {
    const slash = plain.indexOf('/');
    if (slash >= 0) {
      const rest = plain.slice(slash + 1);
      return /^sips?:/i.test(rest)
        ? { endpoint: plain.slice(0, slash), number: '', uri: rest }
        : { endpoint: plain.slice(0, slash), number: rest, uri: '' };
    }
    if (/^sips?:/i.test(plain)) return { endpoint: '', number: '', uri: plain };
    return atForm(plain);
  }
  const dial = plain.split('!', 1)[0] ?? '';
  const slash = dial.indexOf('/');
  if (slash >= 0 && !dial.slice(0, slash).includes('@'))
    return { endpoint: dial.slice(0, slash), number: dial.slice(slash + 1), uri: '' };
  return atForm(dial);
}

function atForm(text: string): DialResource | undefined {
  const at = text.lastIndexOf('@');
  if (at < 0) return { endpoint: text, number: '', uri: '' };
  // `number:password@host`: the password is of no use, since accounts belong to endpoints.
  const number = text.slice(0, at).split(':', 1)[0] ?? '';
  const endpoint = text.slice(at + 1);
  return endpoint === '' ? undefined : { endpoint, number, uri: '' };
}
