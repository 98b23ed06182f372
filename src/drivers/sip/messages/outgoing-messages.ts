import type { MessageTransport, OutgoingMessage } from '../../../pbx/ports/messages.ts';
import { DigestClient } from '../../../sip/auth/digest-client.ts';
import { encodeText } from '../../../sip/message/byte-text.ts';
import { formatNameAddr, parseNameAddr } from '../../../sip/message/name-addr.ts';
import { escapeUser, parseUri } from '../../../sip/message/uri.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import { contactFor } from '../../../sip/session/session-owner.ts';
import { newCallId, newTag } from '../../../sip/tokens.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import type { Located } from '../../../sip/transport/locate.ts';
import { parseDialResource } from '../call/dial-resource.ts';
import type { Dialect, Endpoint } from '../config/endpoint.ts';
import { type OutgoingHouse, targetOf } from '../outgoing-calls.ts';

/** Headers that a message has of its own; data of these names is not sent along. */
const OWN =
  /^(to|from|via|route|contact|call-id|cseq|allow|content-length|content-type|request-uri|max-forwards|user-agent|p?j?sip_.*)$/i;
/** What can be the name of a header. */
const NAME = /^[A-Za-z0-9.!%*_+`'~-]{1,100}$/;
/** The longest text that is sent, in bytes. */
const MOST_BYTES = 60_000;

/** Messages to `sip:` or `pjsip:` addresses. @see RFC 3428; what they look like observed of Asterisk 16 */
export function messageTransport(house: OutgoingHouse, dialect: Dialect): MessageTransport {
  return { scheme: dialect.toLowerCase(), send: (message) => send(house, dialect, message) };
}

async function send(house: OutgoingHouse, dialect: Dialect, message: OutgoingMessage): Promise<boolean> {
  const found = findTarget(house, dialect, message.destination);
  if (!found) {
    house.log.warning(`A message cannot be sent to '${message.destination}': there is no such ${dialect} endpoint`);
    return false;
  }
  const { endpoint, uri, route } = found;
  const body = encodeText(message.body);
  if (body.length > MOST_BYTES) {
    house.log.warning(`A message to '${message.destination}' of ${body.length} bytes is too long to be sent`);
    return false;
  }
  const { promise, resolve } = Promise.withResolvers<Located>();
  route(resolve);
  const located = await promise;
  if (!located.ok) {
    house.log.warning(`A message cannot be sent to '${message.destination}': ${located.message}`);
    return false;
  }
  const { tokens } = house.agent.transactions;
  const { flow } = located;
  const from = fromOf(house, dialect, endpoint, message, flow);
  const to = dialect === 'PJSIP' ? parseNameAddr(message.writtenTo) : undefined;
  const request = {
    method: 'MESSAGE',
    uri,
    from: `${from};tag=${newTag(tokens)}`,
    to: to?.uri ? `<${to.uriText}>` : `<${uri}>`,
    callId: newCallId(tokens, flow.local.host),
    cseq: 102,
    headers: [['Contact', contactFor(flow, parseNameAddr(from)?.uri?.rawUser ?? '')] as const, ...linesOf(message)],
    body: { type: dialect === 'SIP' ? 'text/plain;charset=UTF-8' : 'text/plain', text: body },
  };
  const digest = endpoint.credentials && new DigestClient(endpoint.credentials, tokens);
  house.agent.request(flow, request, digest, (status) => {
    if (status >= 300)
      house.log.notice(`A message to '${message.destination}' was not taken: the far end answered ${status}`);
  });
  return true;
}

interface Found {
  readonly endpoint: Endpoint;
  readonly uri: string;
  route(done: (located: Located) => void): void;
}

function findTarget(house: OutgoingHouse, dialect: Dialect, destination: string): Found | undefined {
  const bare = destination.replace(/^<|>$/g, '');
  const resource = parseDialResource(dialect, bare);
  if (!resource) return undefined;
  const known = house.book().endpoint(resource.endpoint);
  const stranger = dialect === 'SIP' ? house.book().settings('SIP')?.stranger : undefined;
  const endpoint = known?.callsOut ? known : /[.:]/.test(resource.endpoint) ? stranger : undefined;
  const target = endpoint && targetOf(house, endpoint, resource);
  return target && { endpoint, uri: target.uri, route: (done) => target.route(done) };
}

/** The old driver says who it is from only where MessageSend names him; the new one as the message says, too. */
function fromOf(
  house: OutgoingHouse,
  dialect: Dialect,
  endpoint: Endpoint,
  message: OutgoingMessage,
  flow: Flow,
): string {
  const settings = house.book().settings(dialect);
  const host = endpoint.fromDomain || settings?.fromDomain || flow.local.host;
  const told = message.from || (dialect === 'PJSIP' ? message.writtenFrom : '');
  const address = parseNameAddr(told);
  if (address?.uri && address.uri.scheme !== 'tel') return formatNameAddr(address.displayName, address.uriText);
  const user = told !== '' && !parseUri(told) ? told : endpoint.fromUser || settings?.fromUser || 'asterisk';
  const at = user.includes('@') ? user : `${escapeUser(user)}@${host}`;
  return formatNameAddr('', `sip:${at.replace(/[<>"\s]/g, '')}`);
}

function linesOf({ headers }: OutgoingMessage): HeaderLines {
  return headers
    .filter(([name]) => NAME.test(name) && !OWN.test(name))
    .map(([name, value]) => [name, encodeText(value)] as const);
}
