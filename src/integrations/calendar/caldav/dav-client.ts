import { type Ms, seconds } from '../../../base/duration.ts';
import type { CalendarLocation } from '../../../extend/define-calendar-provider.ts';
import type { HttpClient, HttpResponse } from '../../../net/http.ts';
import { effectiveUrl } from '../ical/load-text.ts';
import { describeText } from '../ical/read-calendar.ts';
import type { DavResource } from './resource.ts';

/** The longest answer that is read. */
const MOST_BYTES = 50_000_000;
/** How long a server may take to answer a question, redirects included. */
const LONGEST: Ms = seconds(60);
/** How long it may take to write: a call may be waiting. */
const LONGEST_WRITE: Ms = seconds(15);

/** What a server says of resources. */
export type DavAnswer =
  | {
      readonly ok: true;
      readonly resources: readonly DavResource[];
      /** Where the answer came from: what relative addresses in it are relative to. */
      readonly url: string;
    }
  /** A clause that says what is wrong; the status where the server gave one that is no multistatus. */
  | { readonly ok: false; readonly status: number | undefined; readonly fault: string };

/** What came of writing. */
export type DavWritten =
  | { readonly kind: 'answered'; readonly status: number; readonly reason: string }
  /** There is no answer: it may have been written or not. */
  | { readonly kind: 'unanswered'; readonly fault: string };

/** Speaks WebDAV with the server of one calendar. Stateless; its methods never reject. */
export interface DavClient {
  /** The address that the user wrote, with a scheme. */
  readonly url: string;
  ask(method: 'PROPFIND' | 'REPORT', url: string, depth: 0 | 1, body: string, signal: AbortSignal): Promise<DavAnswer>;
  put(url: string, body: string, condition: Readonly<Record<string, string>>, signal: AbortSignal): Promise<DavWritten>;
}

/** @param location where the calendar lies, and who asks. */
export function createDavClient(location: CalendarLocation, http: HttpClient): DavClient {
  const { user, secret, tlsVerify, authorities } = location;
  const common = {
    credentials: user === '' ? undefined : { user, secret },
    tlsVerify,
    authorities,
    maxBytes: MOST_BYTES,
  };
  return {
    url: effectiveUrl(location.url),
    async ask(method, url, depth, body, signal) {
      const headers = {
        'content-type': 'application/xml; charset=utf-8',
        depth: String(depth),
        accept: 'application/xml, text/xml',
      };
      const result = await http.fetch({ ...common, url, method, headers, body, timeoutMs: LONGEST, signal });
      if (!result.ok) return { ok: false, status: undefined, fault: result.fault.message };
      const { response } = result;
      if (response.status !== 207) return { ok: false, ...refusal(response) };
      // The XML parser is loaded only where there is a CalDAV calendar.
      const { readMultistatus } = await import('./multistatus.ts');
      const answer = await readMultistatus(response.body);
      if (answer.ok) return { ok: true, resources: answer.resources, url: response.url };
      return { ok: false, status: undefined, fault: `the answer is ${answer.why}` };
    },
    async put(url, body, condition, signal) {
      const headers = { 'content-type': 'text/calendar; charset=utf-8', ...condition };
      const result = await http.fetch({
        ...common,
        url,
        method: 'PUT',
        headers,
        body,
        timeoutMs: LONGEST_WRITE,
        signal,
      });
      if (!result.ok) return { kind: 'unanswered', fault: result.fault.message };
      const { status } = result.response;
      return { kind: 'answered', status, reason: refusal(result.response).fault };
    },
  };
}

/** What an answer says that is none to the question. */
function refusal(response: HttpResponse): { readonly status: number; readonly fault: string } {
  const { status, statusText, body } = response;
  if (status === 401) return { status, fault: 'the server refuses the user and secret (401)' };
  if (status === 403) return { status, fault: 'the server forbids it to this user (403)' };
  if (status >= 200 && status <= 299) {
    const found = describeText(Buffer.from(body.subarray(0, 2000)).toString('latin1'));
    return { status, fault: `the server does not speak CalDAV here: its answer is ${found}` };
  }
  return { status, fault: `the server answers ${status} ${statusText}`.trim() };
}

/** Resolves an address that the server gave; undefined for one on another host, which must not see the password. */
export function resolveHref(href: string, base: string, own: string): string | undefined {
  const url = URL.parse(href, base);
  const home = URL.parse(own);
  if (!url || !home || url.hostname !== home.hostname) return undefined;
  if (url.protocol !== home.protocol && url.protocol !== 'https:') return undefined;
  // A user and password may stand in the address itself.
  url.username = home.username;
  url.password = home.password;
  return url.href;
}
