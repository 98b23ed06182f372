import { formatAddress } from '../../../net/address.ts';
import { decodeText } from '../../../sip/message/byte-text.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Endpoint } from '../config/endpoint.ts';
import type { IncomingHouse } from '../incoming/calls.ts';

/** The most headers of a message that MESSAGE_DATA() knows. */
const MOST_DATA = 100;

/**
 * Takes a text message outside of calls: the dialplan runs for it in the endpoint's message context.
 * @see RFC 3428; what the dialplan is told observed of Asterisk 16
 */
export function takeMessage(
  house: IncomingHouse,
  endpoint: Endpoint,
  request: SipRequest,
  transaction: ServerTransaction,
): void {
  const { agent, log, messages } = house;
  if (request.contentType !== 'text/plain') {
    agent.respond(transaction, 415, [['Accept', 'text/plain']]);
    return;
  }
  const exten = request.uri?.user || 's';
  const context = endpoint.messageContext || endpoint.context;
  const { dialect } = endpoint;
  const prefix = dialect === 'SIP' ? 'SIP' : 'PJSIP';
  const headers = request
    .allHeaders()
    .slice(0, MOST_DATA)
    .map(([name, value]) => [name, decodeText(value)] as const);
  const to = request.uriText;
  const data = new Map([
    ...headers,
    [`${prefix}_RECVADDR`, formatAddress(request.source)] as const,
    [dialect === 'SIP' ? 'SIP_PEERNAME' : 'PJSIP_ENDPOINT', endpoint.name] as const,
  ]);
  const message = {
    from: addressOf(request.header('From') ?? ''),
    to: dialect === 'SIP' ? to : `pjsip:${to.replace(/^sips?:/i, '')}`,
    body: decodeText(request.body),
    data,
    outbound: new Set<string>(),
  };
  const taken = messages?.deliver(message, { context, exten, priority: 1 }) ?? false;
  if (!taken) {
    const { host, port } = request.source;
    log.notice(`Message from '${endpoint.name}' (${host}:${port}) to '${exten}' in context '${context}' was not taken`);
  }
  agent.respond(transaction, taken ? 202 : 404);
}

/** Without its tag. */
function addressOf(from: string): string {
  return decodeText(from.replace(/;\s*tag=[^;]*/i, ''));
}
