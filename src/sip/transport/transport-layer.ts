import type { Closable } from '../../base/scope.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import type { NetFault, NetResult, Network, UdpSocket } from '../../net/network.ts';
import type { SipMessage } from '../message/message.ts';
import { type ParseFault, type ParseResult, parseMessage, parseText } from '../message/parse-message.ts';
import type { Flow, SipProtocol, TraceHook } from './flow.ts';
import { TcpFlow, type TcpFlowOwner } from './tcp-flow.ts';

/** What the layer above hears. */
export interface TransportUser {
  onMessage(message: SipMessage, flow: Flow): void;
  /** Bytes that are no message came. */
  onGarbage?(fault: ParseFault, flow: Flow): void;
  /** Nothing more can be sent over `flow`, or one send failed. */
  onFlowFault?(flow: Flow, fault: NetFault): void;
}

/** How a {@link TransportLayer} works. */
export interface TransportOptions {
  /** Our address as `remote` should see it, for a machine behind NAT; `local` if left out. */
  readonly advertise?: (local: Address, remote: Address) => Address;
  /** The most TCP connections that peers may open; 1000 if left out. */
  readonly mostConnections?: number;
}

/** A listening socket of the layer. */
export interface SipListener extends Closable {
  readonly protocol: SipProtocol;
  /** What was bound; may be a wildcard. */
  readonly local: Address;
}

const WILDCARDS = new Set(['0.0.0.0', '::']);

/** Carries whole messages over UDP and TCP. Its owner closes it. @see RFC 3261 §18 */
export class TransportLayer implements Closable, TcpFlowOwner {
  /** Sees all traffic while it is set. */
  trace: TraceHook | undefined;
  readonly #network: Network;
  readonly #user: TransportUser;
  readonly #options: TransportOptions;
  readonly #udp: UdpListener[] = [];
  readonly #tcp: SipListener[] = [];
  /** By `host:port` of the far end. */
  readonly #connections = new Map<string, TcpFlow>();
  #accepted = 0;

  constructor(network: Network, user: TransportUser, options: TransportOptions = {}) {
    this.#network = network;
    this.#user = user;
    this.#options = options;
  }

  /** Listens at an address; port 0 takes a free one. */
  async listen(protocol: SipProtocol, local: Address): Promise<NetResult<SipListener>> {
    return protocol === 'UDP' ? this.#listenUdp(local) : this.#listenTcp(local);
  }

  /** What is listened at, in the order in which it was asked for, UDP first. */
  get listeners(): readonly SipListener[] {
    return [...this.#udp, ...this.#tcp];
  }

  /**
   * A way to `remote`, which is an IP address. TCP reuses a connection or begins one; what is sent meanwhile waits.
   * @param via send from this listener; the first of the protocol and family if left out.
   * @returns undefined if nothing listens for that protocol (UDP) or address family.
   */
  flowTo(protocol: SipProtocol, remote: Address, via?: Address): Flow | undefined {
    if (protocol === 'UDP') {
      const six = remote.host.includes(':');
      const fits = this.#udp.filter((listener) => listener.local.host.includes(':') === six);
      const chosen = via ? fits.find(({ local }) => local.host === via.host && local.port === via.port) : undefined;
      return (chosen ?? fits[0])?.flow(remote);
    }
    const existing = this.connectionTo(remote);
    if (existing) return existing;
    const flow = new TcpFlow(this, remote, this.#tcp[0]?.local.port);
    flow.bind(this.#network.connectTcp(remote, flow));
    this.#connections.set(formatAddress(remote), flow);
    return flow;
  }

  /** The TCP connection to `remote` that is open, whoever opened it. */
  connectionTo(remote: Address): Flow | undefined {
    const existing = this.#connections.get(formatAddress(remote));
    return existing?.closed ? undefined : existing;
  }

  /** The TCP connections that are open, for listings; `ours` were opened by us. */
  get connections(): ReadonlyArray<{ readonly remote: Address; readonly ours: boolean }> {
    return [...this.#connections.values()].map(({ remote, accepted }) => ({ remote, ours: !accepted }));
  }

  close(): void {
    for (const listener of this.listeners) listener.close();
    for (const flow of [...this.#connections.values()]) flow.close();
  }

  /** Our address towards `remote`. */
  addressFor(bound: Address, remote: Address): Address {
    const local = this.nearAddressFor(bound, remote);
    return this.#options.advertise?.(local, remote) ?? local;
  }

  /** The address of this machine that packets from `bound` to `remote` leave from. */
  nearAddressFor(bound: Address, remote: Address): Address {
    return WILDCARDS.has(bound.host) ? { host: this.#network.sourceAddressFor(remote.host), port: bound.port } : bound;
  }

  onStreamMessage(text: string, flow: TcpFlow): void {
    this.#received(parseText(text, flow.remote), flow, text);
  }

  onFlowClosed(flow: TcpFlow, fault: NetFault | undefined): void {
    if (flow.accepted) this.#accepted--;
    const key = formatAddress(flow.remote);
    if (this.#connections.get(key) === flow) this.#connections.delete(key);
    this.#user.onFlowFault?.(flow, fault ?? { code: 'ECLOSED', message: 'the peer closed the connection' });
  }

  #received(parsed: ParseResult, flow: Flow, text: string): void {
    this.trace?.('in', flow.protocol, flow.local, flow.remote, text);
    if (parsed.ok) this.#user.onMessage(parsed.message, flow);
    else this.#user.onGarbage?.(parsed.fault, flow);
  }

  async #listenUdp(local: Address): Promise<NetResult<SipListener>> {
    let listener: UdpListener | undefined;
    const bound = await this.#network.bindUdp(local, {
      onDatagram: (data, from) => {
        if (!listener || data.length <= 4) return; // keep-alives are shorter than any message
        const parsed = parseMessage(data, from);
        const text = parsed.ok ? parsed.message.text : this.trace ? data.toString('latin1') : '';
        this.#received(parsed, listener.flow(from), text);
      },
    });
    if (!bound.ok) return bound;
    listener = new UdpListener(this, bound.value, () => this.#udp.splice(this.#udp.indexOf(made), 1));
    const made = listener;
    this.#udp.push(made);
    return { ok: true, value: made };
  }

  async #listenTcp(local: Address): Promise<NetResult<SipListener>> {
    const most = this.#options.mostConnections ?? 1000;
    const bound = await this.#network.listenTcp(local, (connection) => {
      const flow = new TcpFlow(this, connection.remote, bound.ok ? bound.value.local.port : local.port);
      flow.bind(connection);
      if (this.#accepted >= most) flow.close();
      else {
        this.#accepted++;
        flow.accepted = true;
        this.#connections.set(formatAddress(connection.remote), flow);
      }
      return flow;
    });
    if (!bound.ok) return bound;
    const socket = bound.value;
    const listener: SipListener = {
      protocol: 'TCP',
      local: socket.local,
      close: () => {
        const index = this.#tcp.indexOf(listener);
        if (index >= 0) this.#tcp.splice(index, 1);
        void socket.close();
      },
    };
    this.#tcp.push(listener);
    return { ok: true, value: listener };
  }
}

/** A bound UDP socket and the flows over it. */
class UdpListener implements SipListener {
  readonly protocol = 'UDP' as const;
  readonly layer: TransportLayer;
  readonly socket: UdpSocket;
  readonly #gone: () => void;
  open = true;

  constructor(layer: TransportLayer, socket: UdpSocket, gone: () => void) {
    this.layer = layer;
    this.socket = socket;
    this.#gone = gone;
  }

  get local(): Address {
    return this.socket.local;
  }

  flow(remote: Address): Flow {
    return new UdpFlow(this, remote);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#gone();
    void this.socket.close();
  }
}

/** A UDP socket towards one address; as light as a pair of references. */
class UdpFlow implements Flow {
  readonly remote: Address;
  readonly #listener: UdpListener;
  #local: Address | undefined;

  constructor(listener: UdpListener, remote: Address) {
    this.#listener = listener;
    this.remote = remote;
  }

  get protocol(): 'UDP' {
    return 'UDP';
  }

  get reliable(): boolean {
    return false;
  }

  get closed(): boolean {
    return !this.#listener.open;
  }

  get local(): Address {
    this.#local ??= this.#listener.layer.addressFor(this.#listener.local, this.remote);
    return this.#local;
  }

  get near(): Address {
    return this.#listener.layer.nearAddressFor(this.#listener.local, this.remote);
  }

  send(text: string): void {
    if (!this.#listener.open) return;
    this.#listener.layer.trace?.('out', 'UDP', this.local, this.remote, text);
    this.#listener.socket.send(text, this.remote.host, this.remote.port);
  }

  toward(remote: Address): Flow {
    return new UdpFlow(this.#listener, remote);
  }
}
