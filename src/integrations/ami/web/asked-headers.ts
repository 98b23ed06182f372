import type { AmiHeaders } from '../../../clients/ami/index.ts';
import type { ServedRequest } from '../../../net/http-server.ts';

/** The most parameters, as many as a message of a connection may have headers. */
const MOST_FIELDS = 128;
/** As long as a request's line may be, in characters. */
const LONGEST_FIELD = 8192;

/**
 * What a request asks with, as the headers of an action: those of the query, or for a POST those of its form alone.
 * Undefined where there are more, or longer ones, than a connection would take. @see observed: Asterisk 16
 */
export function askedHeaders(request: ServedRequest): AmiHeaders | undefined {
  const headers: Array<readonly [string, string]> = [];
  for (const [name, value] of fieldsOf(request)) {
    if (headers.length >= MOST_FIELDS || name.length + value.length > LONGEST_FIELD) return undefined;
    headers.push([name, value]);
  }
  return headers;
}

function fieldsOf({ method, headers, body, query }: ServedRequest): URLSearchParams {
  if (method !== 'POST') return query;
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return new URLSearchParams(type === 'application/x-www-form-urlencoded' ? body : '');
}
