import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** What a number does when it is called. */
export type NumberBehaviour = 'answer' | 'busy';

/** One call that reached a number. */
export interface ReceivedCall {
  readonly number: string;
  readonly callId: string;
  /** In order of arrival over all numbers. */
  readonly serial: number;
  /** When the INVITE came and when 200 was first sent, milliseconds. */
  readonly invitedMs: number;
  answeredMs: number | undefined;
  acknowledged: boolean;
  ended: boolean;
}

const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n';

/**
 * Many phones behind one UDP port: each keeps to RFC 3261's retransmissions and remembers every call that reached it. An answering one
 * picks up at once and is hung up on by the PBX.
 */
export class SipCallees {
  readonly calls: ReceivedCall[] = [];
  readonly #socket: Socket;
  readonly #port: number;
  readonly #behaviour: (number: string) => NumberBehaviour;
  readonly #byCallId = new Map<string, ReceivedCall>();
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor(socket: Socket, behaviour: (number: string) => NumberBehaviour) {
    this.#socket = socket;
    this.#port = socket.address().port;
    this.#behaviour = behaviour;
    socket.on('message', (data, from) => this.#take(data.toString('latin1'), from));
  }

  /** Binds `port` of loopback. */
  static async open(port: number, behaviour: (number: string) => NumberBehaviour): Promise<SipCallees> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, '127.0.0.1', () => resolve());
    });
    return new SipCallees(socket, behaviour);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#socket.close();
  }

  #take(text: string, from: RemoteInfo): void {
    const [, method, target = ''] = /^([A-Z]+) (\S+) SIP\/2\.0\r\n/.exec(text) ?? [];
    if (method === undefined) return;
    const callId = header(text, 'Call-ID');
    const call = this.#byCallId.get(callId);
    switch (method) {
      case 'INVITE':
        if (call === undefined) this.#invited(text, target, callId, from);
        break;
      case 'ACK':
        if (call) call.acknowledged = true;
        break;
      case 'CANCEL':
        this.#send(reply(this.#port, text, '200 OK'), from);
        break;
      case 'BYE':
        if (call) call.ended = true;
        this.#send(reply(this.#port, text, '200 OK'), from);
        break;
      default:
        this.#send(reply(this.#port, text, '200 OK'), from);
    }
  }

  #invited(invite: string, target: string, callId: string, from: RemoteInfo): void {
    const number = /^sip:([^@;]*)@/.exec(target)?.[1] ?? target;
    const call: ReceivedCall = {
      number,
      callId,
      serial: this.calls.length,
      invitedMs: performance.now(),
      answeredMs: undefined,
      acknowledged: false,
      ended: false,
    };
    this.calls.push(call);
    this.#byCallId.set(callId, call);
    this.#send(reply(this.#port, invite, '180 Ringing', callId), from);
    switch (this.#behaviour(number)) {
      case 'busy':
        this.#repeat(call, reply(this.#port, invite, '486 Busy Here', callId), from, 500);
        break;
      case 'answer':
        this.#after(20, () => {
          call.answeredMs = performance.now();
          this.#repeat(call, reply(this.#port, invite, '200 OK', callId, SDP), from, 500);
        });
    }
  }

  /** Until the ACK, at doubled intervals up to 4 s, for 32 s. @see RFC 3261 §13.3.1.4 */
  #repeat(call: ReceivedCall, text: string, to: RemoteInfo, afterMs: number): void {
    if (call.acknowledged || performance.now() - call.invitedMs > 32_000) return;
    this.#send(text, to);
    this.#after(afterMs, () => this.#repeat(call, text, to, Math.min(4000, afterMs * 2)));
  }

  #after(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }

  #send(text: string, to: RemoteInfo): void {
    this.#socket.send(Buffer.from(text, 'latin1'), to.port, to.address);
  }
}

function header(text: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*?)\\r$`, 'im').exec(text)?.[1] ?? '';
}

function reply(ownPort: number, request: string, status: string, tag?: string, body = ''): string {
  const vias = [...request.matchAll(/^Via:.*\r\n/gim)].map(([line]) => line).join('');
  const to = header(request, 'To');
  return [
    `SIP/2.0 ${status}\r\n${vias}From: ${header(request, 'From')}`,
    `To: ${to}${tag === undefined || /;tag=/i.test(to) ? '' : `;tag=${tag.replace(/\W/g, '')}`}`,
    `Call-ID: ${header(request, 'Call-ID')}`,
    `CSeq: ${header(request, 'CSeq')}`,
    `Contact: <sip:callee@127.0.0.1:${ownPort}>`,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
