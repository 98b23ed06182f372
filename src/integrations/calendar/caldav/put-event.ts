import { createHash } from 'node:crypto';
import type { Ms } from '../../../base/duration.ts';
import type { CalendarDraft } from '../../../extend/define-calendar-provider.ts';
import { type DavClient, type DavWritten, resolveHref } from './dav-client.ts';
import { eventNamed } from './requests.ts';
import { caldav, dav } from './resource.ts';
import { writeEvent } from './write-event.ts';

/** What came of bringing an event to the server. */
export type PutResult =
  | { readonly kind: 'done' }
  /** The server is away or does not let us in just now: to be tried again. */
  | { readonly kind: 'later'; readonly why: string }
  /** The server does not want it. */
  | { readonly kind: 'refused'; readonly why: string };

/** Statuses of a server that may think otherwise in a while. */
const PASSING: ReadonlySet<number> = new Set([401, 407, 408, 423, 425, 429, 500, 502, 503, 504, 507]);
/** A file name longer than this is replaced by its hash; file systems end at 255. */
const LONGEST_NAME = 200;

/**
 * Writes an event as `<collection>/<uid>.ics`, only if nothing lies there. If its UID is one that we made, what lies there is
 * this event, written by an attempt whose answer was lost: so it never comes twice. If the UID was given, the event of that
 * UID is replaced, wherever in the collection it lies, unless it changes at this moment. Never rejects.
 * @see RFC 4791 §5.3.2
 */
export async function putEvent(
  client: DavClient,
  collection: string,
  draft: CalendarDraft,
  nowMs: Ms,
  signal: AbortSignal,
): Promise<PutResult> {
  const text = writeEvent(draft, nowMs);
  const first = await client.put(addressOf(collection, draft.uid), text, { 'if-none-match': '*' }, signal);
  const taken = first.kind === 'answered' && [403, 409, 412].includes(first.status);
  if (!taken) return judge(first);
  if (first.status === 412 && draft.uidIsNew) return { kind: 'done' };
  const known = await findEvent(client, collection, draft.uid, signal);
  if (!known) return judge(first);
  if (draft.uidIsNew) return { kind: 'done' };
  const second = await client.put(known.url, text, known.etag === '' ? {} : { 'if-match': known.etag }, signal);
  if (second.kind === 'answered' && second.status === 412)
    return { kind: 'later', why: 'the event was changed by somebody else at this moment (412)' };
  return judge(second);
}

function judge(written: DavWritten): PutResult {
  if (written.kind === 'unanswered') return { kind: 'later', why: written.fault };
  const { status, reason } = written;
  if (status >= 200 && status <= 299) return { kind: 'done' };
  return { kind: PASSING.has(status) ? 'later' : 'refused', why: reason };
}

/** Where the event of this UID lies, its etag empty if there is none. */
async function findEvent(
  client: DavClient,
  collection: string,
  uid: string,
  signal: AbortSignal,
): Promise<{ readonly url: string; readonly etag: string } | undefined> {
  const answer = await client.ask('REPORT', collection, 1, eventNamed(uid), signal);
  if (!answer.ok) return undefined;
  for (const { href, properties } of answer.resources) {
    const text = properties.get(caldav('calendar-data'))?.text ?? '';
    // A text match also finds UIDs that only contain this one.
    const found = /^UID(?:;[^:\r\n]*)?:(.*)$/im.exec(text.replace(/\r?\n[ \t]/g, ''))?.[1];
    const url =
      found?.trim().replace(/\\([\\;,])/g, '$1') === uid ? resolveHref(href, answer.url, client.url) : undefined;
    if (url !== undefined) return { url, etag: properties.get(dav('getetag'))?.text.trim() ?? '' };
  }
  return undefined;
}

/** `<collection>/<uid>.ics`, the UID made safe for an address. */
export function addressOf(collection: string, uid: string): string {
  const encoded = encodeURIComponent(uid.toWellFormed());
  const name = encoded.length > LONGEST_NAME ? createHash('sha256').update(uid).digest('hex') : encoded;
  const url = new URL(collection);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}.ics`;
  return url.href;
}
