/** The headers that this stack reads or writes, in the spelling in which it writes them. */
const NAMES = [
  'Via',
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Contact',
  'Max-Forwards',
  'Route',
  'Record-Route',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Min-Expires',
  'Allow',
  'Supported',
  'Require',
  'Proxy-Require',
  'Unsupported',
  'User-Agent',
  'Server',
  'Authorization',
  'Proxy-Authorization',
  'WWW-Authenticate',
  'Proxy-Authenticate',
  'Authentication-Info',
  'Accept',
  'Reason',
  'Warning',
  'Retry-After',
  'Date',
  'Event',
  'Subscription-State',
  'Refer-To',
  'Referred-By',
  'Replaces',
  'Diversion',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Remote-Party-ID',
  'Privacy',
  'Session-Expires',
  'Min-SE',
  'RSeq',
  'RAck',
  'Path',
  'Service-Route',
  'Content-Encoding',
  'Content-Disposition',
  'Timestamp',
  'Subject',
  'Identity',
  'Join',
  'Accept-Contact',
  'Allow-Events',
  'Request-Disposition',
] as const;

/** A header that the stack knows, as written in the RFC that defines it. */
export type HeaderName = (typeof NAMES)[number];

/**
 * One-letter forms.
 * @see RFC 3261 §7.3.3, RFC 3515 (r), RFC 3892 (b), RFC 6665 (o, u), RFC 4028 (x), RFC 3841 (a, d, j)
 */
const COMPACT: Readonly<Record<string, HeaderName>> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  e: 'Content-Encoding',
  s: 'Subject',
  k: 'Supported',
  r: 'Refer-To',
  b: 'Referred-By',
  o: 'Event',
  u: 'Allow-Events',
  x: 'Session-Expires',
  a: 'Accept-Contact',
  d: 'Request-Disposition',
  y: 'Identity',
};

/** Numbers of the names, from 1; the usual spelling, the lower-case one and the compact forms lead to the same. */
const NUMBERS = new Map<string, number>();
for (const [index, name] of NAMES.entries()) {
  NUMBERS.set(name, index + 1);
  NUMBERS.set(name.toLowerCase(), index + 1);
}
for (const [letter, name] of Object.entries(COMPACT)) {
  const number = NUMBERS.get(name) ?? 0;
  NUMBERS.set(letter, number);
  NUMBERS.set(letter.toUpperCase(), number);
}

/** The number of a header name in any spelling; 0 if the stack does not know it. */
export function headerNumber(name: string): number {
  return NUMBERS.get(name) ?? NUMBERS.get(name.toLowerCase()) ?? 0;
}

/** Longer than any name that the stack knows. */
const MOST_LETTERS = 32;
/** The names in their usual spelling, by length and first letter. */
const SHAPES: { readonly name: string; readonly number: number }[][] = Array.from(
  { length: MOST_LETTERS << 5 },
  () => [],
);
for (const [index, name] of NAMES.entries())
  SHAPES[shapeOf(name.length, name.charCodeAt(0))]?.push({ name, number: index + 1 });

function shapeOf(letters: number, first: number): number {
  return (letters << 5) | (first & 31);
}

/** The number of the header name that stands in `text` from `start` up to `end`; makes no copy of one in its usual spelling. */
export function headerNumberAt(text: string, start: number, end: number): number {
  const letters = end - start;
  if (letters < MOST_LETTERS) {
    const alike = SHAPES[shapeOf(letters, text.charCodeAt(start))];
    if (alike) for (const { name, number } of alike) if (text.startsWith(name, start)) return number;
  }
  return headerNumber(text.slice(start, end));
}
