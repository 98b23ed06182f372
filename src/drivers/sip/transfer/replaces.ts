/** The dialog that a Replaces names, as whoever wrote it sees it. @see RFC 3891 §3 */
export interface Replaces {
  readonly callId: string;
  /** The tag of whom it is sent to. */
  readonly toTag: string;
  readonly fromTag: string;
  /** Only while nobody has answered. */
  readonly earlyOnly: boolean;
}

/** Reads the value of a Replaces header; undefined for one without both tags. */
export function parseReplaces(text: string): Replaces | undefined {
  const [callId = '', ...params] = text.split(';').map((part) => part.trim());
  const tag = (name: string): string | undefined =>
    params.find((param) => param.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const [toTag, fromTag] = [tag('to-tag'), tag('from-tag')];
  if (callId === '' || toTag === undefined || fromTag === undefined) return undefined;
  return { callId, toTag, fromTag, earlyOnly: params.some((param) => param.toLowerCase() === 'early-only') };
}

/** The Replaces among the headers of a URI, escaped as they are there: `?Replaces=…&…`. */
export function replacesInUri(rawHeaders: string): Replaces | undefined {
  const found = /[?&]Replaces=([^&]*)/i.exec(rawHeaders)?.[1];
  if (found === undefined) return undefined;
  try {
    return parseReplaces(decodeURIComponent(found));
  } catch {
    // a lone `%` is no escape
    return undefined;
  }
}
