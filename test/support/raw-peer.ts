import type { Address } from '../../src/net/address.ts';
import type { Network, UdpSocket } from '../../src/net/network.ts';
import type { SipRequest, SipResponse } from '../../src/sip/message/message.ts';
import { parseMessage } from '../../src/sip/message/parse-message.ts';

/** A SIP peer without a stack of its own: keeps what it gets and sends what a test writes, line by line. */
export class RawPeer {
  readonly local: Address;
  readonly messages: Array<SipRequest | SipResponse> = [];
  readonly #socket: UdpSocket;

  private constructor(socket: UdpSocket) {
    this.#socket = socket;
    this.local = socket.local;
  }

  static async open(network: Network, port: number, host = '127.0.0.1'): Promise<RawPeer> {
    const bound = await network.bindUdp({ host, port }, { onDatagram: (data, from) => peer.#take(data, from) });
    if (!bound.ok) throw new Error(bound.fault.message);
    const peer = new RawPeer(bound.value);
    return peer;
  }

  /** First lines of all messages so far. */
  get log(): string[] {
    return this.messages.map(({ text }) => text.slice(0, text.indexOf('\r\n')));
  }

  /** The newest message. */
  get last(): SipRequest | SipResponse {
    const last = this.messages.at(-1);
    if (!last) throw new Error('nothing has come');
    return last;
  }

  /** The newest request. */
  get lastRequest(): SipRequest {
    const found = this.messages.findLast((message) => message.kind === 'request');
    if (found?.kind !== 'request') throw new Error('no request has come');
    return found;
  }

  /** The newest response. */
  get lastResponse(): SipResponse {
    const found = this.messages.findLast((message) => message.kind === 'response');
    if (found?.kind !== 'response') throw new Error('no response has come');
    return found;
  }

  /** Sends header lines and a body; Content-Length is added. */
  send(to: Address, lines: readonly string[], body = ''): void {
    const text = `${lines.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    this.#socket.send(text, to.host, to.port);
  }

  /** Answers a request with its own Via, From, Call-ID and CSeq. */
  reply(request: SipRequest, status: string, more: readonly string[] = [], body = '', toTag = 'peer'): void {
    const to = request.header('To') ?? '';
    const lines = [
      `SIP/2.0 ${status}`,
      ...request.lines('Via').map((via) => `Via: ${via}`),
      `From: ${request.header('From') ?? ''}`,
      `To: ${to.includes(';tag=') || status.startsWith('100') ? to : `${to};tag=${toTag}`}`,
      `Call-ID: ${request.callId}`,
      `CSeq: ${request.header('CSeq') ?? ''}`,
      ...more,
    ];
    this.send(request.source, lines, body);
  }

  #take(data: Buffer, from: Address): void {
    const parsed = parseMessage(data, from);
    if (parsed.ok) this.messages.push(parsed.message);
  }
}
