import type { Clock } from '../../src/base/clock.ts';
import type { Network } from '../../src/net/network.ts';
import { UserAgent } from '../../src/sip/agent/user-agent.ts';
import { DigestClient } from '../../src/sip/auth/digest-client.ts';
import type { SipRequest, SipResponse } from '../../src/sip/message/message.ts';
import type { HeaderLines, MessageBody } from '../../src/sip/message/write-message.ts';
import type { IncomingSession } from '../../src/sip/session/incoming-session.ts';
import type { OutgoingSession } from '../../src/sip/session/outgoing-session.ts';
import { systemTokens } from '../../src/sip/tokens.ts';
import type { Flow, SipProtocol } from '../../src/sip/transport/flow.ts';

/** How a test phone is set up. */
export interface SipPhoneOptions {
  readonly user: string;
  readonly password?: string;
  readonly port: number;
  readonly host?: string;
  readonly protocol?: SipProtocol;
  /** Where the PBX listens. */
  readonly pbx?: { readonly host: string; readonly port: number };
  /** What it does with a call; it rings for ever if left out. */
  readonly onCall?: (session: IncomingSession) => void;
}

/** A description of audio as a simple phone makes it. */
export function phoneSdp(port = 30_000, attributes: readonly string[] = [], formats = '0 101'): MessageBody {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${formats}`,
  ];
  if (formats.includes('101')) lines.push('a=rtpmap:101 telephone-event/8000');
  return { type: 'application/sdp', text: `${[...lines, ...attributes].join('\r\n')}\r\n` };
}

/** What a call that a phone placed has come to. */
export interface PlacedCall {
  readonly session: OutgoingSession;
  /** Statuses in order, then how it ended. */
  readonly log: string[];
  /** The last response with a body. */
  answer: SipResponse | undefined;
  /** The peer's BYE or CANCEL, or its refusal. */
  last: SipRequest | SipResponse | undefined;
}

/** A SIP phone on our own stack, for tests of the PBX. */
export class SipPhone {
  readonly agent: UserAgent;
  readonly calls: IncomingSession[] = [];
  /** What came in outside of calls. */
  readonly requests: SipRequest[] = [];
  /** What came in, by method, and how calls ended. */
  readonly log: string[] = [];
  readonly #options: SipPhoneOptions;
  #cseq = 0;

  private constructor(network: Network, clock: Clock, options: SipPhoneOptions) {
    this.#options = options;
    this.agent = new UserAgent(network, clock, {
      onRequest: (request, transaction) => {
        if (request.method !== 'INVITE') {
          this.log.push(request.method);
          this.requests.push(request);
          this.agent.respond(transaction, 200);
          return;
        }
        const session = this.agent.takeInvite(request, transaction, { contactUser: options.user, symmetric: true });
        session.listener = {
          onEnded: (end) => void this.log.push(`ended ${end.how}`),
          onConfirmed: () => void this.log.push('confirmed'),
          onOffer: () => ({ status: 200, body: phoneSdp() }),
          onRequest: (inside, transactionInside) => {
            this.log.push(`${inside.method} ${inside.body.replaceAll('\r\n', ' ').trim()}`);
            transactionInside.respond(200);
            return true;
          },
        };
        this.calls.push(session);
        if (options.onCall) options.onCall(session);
        else session.progress(180);
      },
    });
  }

  static async open(network: Network, clock: Clock, options: SipPhoneOptions): Promise<SipPhone> {
    const phone = new SipPhone(network, clock, options);
    const bound = await phone.agent.transactions.transport.listen(options.protocol ?? 'UDP', {
      host: options.host ?? '127.0.0.1',
      port: options.port,
    });
    if (!bound.ok) throw new Error(bound.fault.message);
    return phone;
  }

  /** The way to the PBX. */
  get flow(): Flow {
    const { protocol = 'UDP', pbx = { host: '127.0.0.1', port: 5060 } } = this.#options;
    const flow = this.agent.transactions.transport.flowTo(protocol, pbx);
    if (!flow) throw new Error('the phone has no way to the PBX');
    return flow;
  }

  /** Sends a request outside of calls with the phone's password; told the final status. */
  request(
    method: string,
    uri: string,
    headers: HeaderLines = [],
    body?: MessageBody,
  ): Promise<SipResponse | undefined> {
    const { user, port, host = '127.0.0.1', protocol } = this.#options;
    const contact = `<sip:${user}@${host}:${port}${protocol === 'TCP' ? ';transport=tcp' : ''}>`;
    const request = {
      method,
      uri,
      from: `<sip:${user}@127.0.0.1>;tag=t${this.#cseq}`,
      to: method === 'REGISTER' ? `<sip:${user}@127.0.0.1>` : `<${uri}>`,
      callId: `${user}-requests`,
      cseq: (this.#cseq += 10),
      headers: [['Contact', contact] as const, ...headers],
      ...(body && { body }),
    };
    return new Promise((resolve) => {
      this.agent.request(this.flow, request, this.#digest(), (_status, response) => resolve(response));
    });
  }

  /** Registers for an hour unless `expires` says otherwise. */
  register(expires = 3600): Promise<SipResponse | undefined> {
    return this.request('REGISTER', 'sip:127.0.0.1', [['Expires', String(expires)]]);
  }

  /** Calls an extension. */
  call(exten: string, options: { body?: MessageBody; headers?: HeaderLines; from?: string } = {}): PlacedCall {
    const { user, pbx = { host: '127.0.0.1', port: 5060 } } = this.#options;
    const uri = `sip:${exten}@${pbx.host}:${pbx.port}`;
    const session = this.agent.invite(
      this.flow,
      {
        uri,
        from: options.from ?? `<sip:${user}@127.0.0.1>`,
        to: `<${uri}>`,
        callId: systemTokens.hex(8),
        body: options.body ?? phoneSdp(),
        ...(options.headers && { headers: options.headers }),
      },
      { contactUser: user, symmetric: true, digest: this.#digest() },
    );
    const placed: PlacedCall = { session, log: [], answer: undefined, last: undefined };
    session.listener = {
      onProgress: (response) => {
        placed.log.push(String(response.status));
        if (response.body !== '') placed.answer = response;
      },
      onAnswered: (response) => {
        placed.log.push('200');
        placed.answer = response;
        return undefined;
      },
      onEnded: (end) => {
        placed.log.push(end.response ? String(end.response.status) : end.how);
        placed.last = end.response ?? end.request;
      },
      onOffer: () => ({ status: 200, body: phoneSdp() }),
      onRequest: (request, transaction) => {
        placed.log.push(`${request.method} ${request.body.replaceAll('\r\n', ' ').trim()}`);
        transaction.respond(200);
        return true;
      },
    };
    session.start();
    return placed;
  }

  #digest(): DigestClient | undefined {
    const { user, password } = this.#options;
    return password === undefined
      ? undefined
      : new DigestClient({ username: user, secret: { password } }, systemTokens);
  }
}
