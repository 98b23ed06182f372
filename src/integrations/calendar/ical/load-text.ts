import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Ms, seconds } from '../../../base/duration.ts';
import { messageOf } from '../../../base/errors.ts';
import type { CalendarLocation } from '../../../extend/define-calendar-provider.ts';
import type { HttpClient } from '../../../net/http.ts';

/** What tells one version of a calendar's text from the next. */
export interface TextVersion {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** Of a file: its size and time of change. */
  readonly stamp?: string;
}

/** What came of loading. */
export type LoadedText =
  | { readonly kind: 'new'; readonly bytes: Uint8Array; readonly version: TextVersion }
  | { readonly kind: 'unchanged' }
  /** A clause that says what is wrong. */
  | { readonly kind: 'fault'; readonly fault: string };

/** The longest calendar that is read. */
const MOST_BYTES = 50_000_000;
/** How long a server may take, redirects included. */
const LONGEST: Ms = seconds(60);

/** Loads a calendar's text from a web server or a file. Never rejects. @param known the version that is at hand. */
export function loadText(
  location: CalendarLocation,
  known: TextVersion | undefined,
  http: HttpClient,
  signal: AbortSignal,
): Promise<LoadedText> {
  if (/^file:/i.test(location.url)) return loadFile(location.url, known);
  return loadFromServer(location, known, http, signal);
}

/** The URL with which a server is asked: `http` where no scheme is written, and what `webcal` stands for. */
export function effectiveUrl(url: string): string {
  if (/^webcals?:\/\//i.test(url)) return url.replace(/^webcal(s?):/i, 'http$1:');
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^file:/i.test(url) ? url : `http://${url}`;
}

async function loadFile(url: string, known: TextVersion | undefined): Promise<LoadedText> {
  try {
    await using file = await open(fileURLToPath(url));
    const { size, mtimeMs } = await file.stat();
    const stamp = `${size} ${mtimeMs}`;
    if (known?.stamp === stamp) return { kind: 'unchanged' };
    if (size > MOST_BYTES) return { kind: 'fault', fault: `the file is longer than ${MOST_BYTES / 1_000_000} MB` };
    return { kind: 'new', bytes: await file.readFile(), version: { stamp } };
  } catch (error) {
    return { kind: 'fault', fault: `the file cannot be read: ${messageOf(error)}` };
  }
}

async function loadFromServer(
  location: CalendarLocation,
  known: TextVersion | undefined,
  http: HttpClient,
  signal: AbortSignal,
): Promise<LoadedText> {
  const { url, user, secret, tlsVerify, authorities } = location;
  const result = await http.fetch({
    url: effectiveUrl(url),
    headers: {
      accept: 'text/calendar, */*;q=0.1',
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    },
    credentials: user === '' ? undefined : { user, secret },
    tlsVerify,
    authorities,
    maxBytes: MOST_BYTES,
    timeoutMs: LONGEST,
    signal,
  });
  if (!result.ok) return { kind: 'fault', fault: result.fault.message };
  const { status, statusText, headers, body } = result.response;
  if (status === 304 && known) return { kind: 'unchanged' };
  if (status === 401 || status === 403)
    return { kind: 'fault', fault: `the server refuses the user and secret (${status})` };
  if (status < 200 || status > 299)
    return { kind: 'fault', fault: `the server answers ${status} ${statusText}`.trim() };
  const version = { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
  return { kind: 'new', bytes: body, version };
}
