import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import { DigestClient } from '../../../sip/auth/digest-client.ts';
import { formatNameAddr } from '../../../sip/message/name-addr.ts';
import type { HeaderLines, MessageBody } from '../../../sip/message/write-message.ts';
import { contactFor } from '../../../sip/session/session-owner.ts';
import { newCallId, newTag } from '../../../sip/tokens.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import type { Endpoint, SipSettings } from '../config/endpoint.ts';
import type { Contact } from '../location/locations.ts';

/** What a NOTIFY says. */
export interface Notice {
  /** The user of From and Contact; '' for the usual one. */
  readonly user: string;
  readonly headers: HeaderLines;
  readonly body?: MessageBody;
}

/** Sends a NOTIFY to a phone that has not subscribed. Nobody waits for the answer. @see RFC 3842 §3.2 */
export function sendUnasked(
  agent: UserAgent,
  endpoint: Endpoint,
  settings: SipSettings | undefined,
  contact: Contact,
  flow: Flow,
  notice: Notice,
): void {
  const { tokens } = agent.transactions;
  const { host } = flow.local;
  const user = notice.user || endpoint.fromUser || settings?.fromUser || 'asterisk';
  const from = formatNameAddr('', `sip:${user}@${endpoint.fromDomain || settings?.fromDomain || host}`);
  const { credentials } = endpoint;
  const request = {
    method: 'NOTIFY',
    uri: contact.uri,
    from: `${from};tag=${newTag(tokens)}`,
    to: `<${contact.uri}>`,
    callId: newCallId(tokens, host),
    cseq: 102,
    headers: [
      ['Contact', contactFor(flow, user)] as const,
      ...notice.headers,
      ['Subscription-State', 'terminated'] as const,
    ],
    ...(notice.body && { body: notice.body }),
  };
  agent.request(flow, request, credentials && new DigestClient(credentials, tokens), () => {});
}
