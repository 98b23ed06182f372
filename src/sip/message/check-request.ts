import { hasSpace } from './has-space.ts';
import type { SipRequest } from './message.ts';

/** How to refuse a request that cannot be served as it stands. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/**
 * The sanity checks that come before anything is done with a request; undefined if it is sound.
 * A request without a usable Via cannot even be answered, which the caller sees by `request.via`.
 * @see RFC 3261 §8.1.1, §8.2, §18.3
 */
export function checkRequest(request: SipRequest): Refusal | undefined {
  if (request.version !== 'SIP/2.0' && request.version.toUpperCase() !== 'SIP/2.0')
    return { status: 505, reason: 'Version Not Supported' };
  if (hasSpace(request.uriText)) return bad('Request-URI');
  const { cseq } = request;
  if (!cseq) return bad('CSeq');
  if (cseq.method !== request.method) return bad('CSeq Method');
  if (cseq.number >= 0x8000_0000) return bad('CSeq Number');
  if (request.callId === '' || hasSpace(request.callId)) return bad('Call-ID');
  if (!request.from || request.count('From') > 1) return bad('From');
  if (!request.to || request.count('To') > 1) return bad('To');
  // "If there are fewer bytes in the packet than Content-Length says, ... 400" (RFC 3261 §18.3).
  const length = request.header('Content-Length');
  if (length !== undefined) {
    const bytes = request.number('Content-Length');
    if (bytes === undefined || request.text.length - request.bodyStart < bytes) return bad('Content-Length');
  }
  const hops = request.header('Max-Forwards');
  if (hops !== undefined && !((request.number('Max-Forwards') ?? 256) <= 255)) return bad('Max-Forwards');
  if (!request.contactsSound) return bad('Contact');
  if (request.uri) return undefined;
  const foreign = /^(?!sips?:|tel:)[a-z][a-z0-9+.-]*:/i.test(request.uriText);
  return foreign ? { status: 416, reason: 'Unsupported URI Scheme' } : bad('Request-URI');
}

function bad(what: string): Refusal {
  return { status: 400, reason: `Bad ${what}` };
}
