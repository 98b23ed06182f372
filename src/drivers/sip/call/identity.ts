import type { Party, Presentation } from '../../../channel/party.ts';
import type { SipMessage, SipRequest } from '../../../sip/message/message.ts';
import { formatNameAddr, type NameAddr, parseNameAddr } from '../../../sip/message/name-addr.ts';
import { escapeUser } from '../../../sip/message/uri.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import type { Endpoint } from '../config/endpoint.ts';

/** Who calls, as the request tells it and the endpoint allows it to be told. */
export function callerOf(request: SipRequest, endpoint: Endpoint): Party {
  const told = (endpoint.trustIdentity ? assertedIdentity(request) : undefined) ?? partyOf(request.from);
  const { caller } = endpoint;
  if (!caller) return told;
  return { ...told, ...caller };
}

/** Who the peer says that he is, where that may be believed; undefined where he says nothing. @see RFC 3325 §9.1 */
export function assertedIdentity(request: SipMessage): Party | undefined {
  const asserted = request.header('P-Asserted-Identity') ?? request.header('Remote-Party-ID');
  const address = asserted === undefined ? undefined : parseNameAddr(asserted);
  if (!address) return undefined;
  const hidden =
    /\b(id|user|header)\b/i.test(request.header('Privacy') ?? '') ||
    /full|name|uri/i.test(address.param('privacy') ?? '');
  return { ...partyOf(address), ...(hidden && { presentation: 'prohib_not_screened' as const }) };
}

function partyOf(address: NameAddr | undefined): Party {
  const number = address?.uri?.user ?? '';
  const name = address?.displayName ?? '';
  if (number.toLowerCase() === 'anonymous') return { name, presentation: 'prohib_not_screened' };
  return { ...(number !== '' && { number }), ...(name !== '' && { name }) };
}

/** How we present a caller to a peer. */
export interface PresentedCaller {
  /** The value of From, without a tag. */
  readonly from: string;
  /** The user part of our Contact. */
  readonly contactUser: string;
  readonly headers: HeaderLines;
}

/** What {@link presentCaller} needs to know besides the caller. */
export interface PresentationContext {
  readonly endpoint: Endpoint;
  /** Our host as the peer sees it. */
  readonly host: string;
  readonly port: number;
  /** The user where none is known. */
  readonly defaultUser: string;
  readonly defaultDomain: string;
}

/**
 * From, Contact and identity headers for a caller. A caller without a number, or one that must not be shown, is
 * anonymous, as Asterisk has it.
 */
export function presentCaller(party: Party, context: PresentationContext): PresentedCaller {
  const { endpoint } = context;
  const hidden = isHidden(party.presentation) || party.number === undefined || party.number === '';
  const anonymous = hidden && endpoint.fromUser === '';
  const domain = endpoint.fromDomain || context.defaultDomain || (anonymous ? 'anonymous.invalid' : context.host);
  const user = endpoint.fromUser || (hidden ? 'anonymous' : (party.number ?? ''));
  const name = hidden ? 'Anonymous' : (party.name ?? '');
  const ownPort = endpoint.dialect === 'SIP' && endpoint.fromDomain === '' && context.port !== 5060 && !anonymous;
  const host = domain.includes(':') ? `[${domain}]` : domain;
  return {
    from: formatNameAddr(name, `sip:${escapeUser(user)}@${host}${ownPort ? `:${context.port}` : ''}`),
    contactUser: escapeUser(endpoint.dialect === 'SIP' ? user : context.defaultUser),
    headers: hidden && party.number === undefined ? [] : identityLines(party, endpoint, context.host),
  };
}

/**
 * P-Asserted-Identity or Remote-Party-ID for who is at the other end of a call, as the endpoint is told of it.
 * @param role of that party in this call.
 */
export function identityLines(
  party: Party,
  endpoint: Endpoint,
  host: string,
  role: 'calling' | 'called' = 'calling',
): HeaderLines {
  if (endpoint.sendIdentity === 'no' || party.number === undefined) return [];
  const hidden = isHidden(party.presentation);
  if (hidden && !endpoint.tellsHidden) return [];
  const address = formatNameAddr(party.name ?? '', `sip:${escapeUser(party.number)}@${endpoint.fromDomain || host}`);
  if (endpoint.sendIdentity === 'rpid') {
    const privacy = hidden ? 'full' : 'off';
    const screened = /passed_screen$|^(allowed|prohib)$/.test(party.presentation ?? '');
    return [['Remote-Party-ID', `${address};party=${role};privacy=${privacy};screen=${screened ? 'yes' : 'no'}`]];
  }
  // A hidden identity is told only to those who may know it (RFC 3325 §9.1).
  return [['P-Asserted-Identity', address], ...(hidden ? [['Privacy', 'id'] as const] : [])];
}

/** True for a party that must not be shown. */
export function isHidden(presentation: Presentation | undefined): boolean {
  return presentation?.startsWith('prohib') ?? false;
}
