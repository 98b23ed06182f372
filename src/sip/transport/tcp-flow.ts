import type { Address } from '../../net/address.ts';
import type { NetFault, TcpConnection, TcpHandler } from '../../net/network.ts';
import type { Flow, TraceHook } from './flow.ts';
import { type FramerListener, StreamFramer } from './stream-framer.ts';

/** What a TCP flow needs of the transport layer. */
export interface TcpFlowOwner {
  readonly trace: TraceHook | undefined;
  addressFor(bound: Address, remote: Address): Address;
  nearAddressFor(bound: Address, remote: Address): Address;
  onStreamMessage(text: string, flow: TcpFlow): void;
  onFlowClosed(flow: TcpFlow, fault: NetFault | undefined): void;
}

/** A TCP connection that carries messages. @see RFC 3261 §18 */
export class TcpFlow implements Flow, TcpHandler, FramerListener {
  readonly protocol = 'TCP' as const;
  readonly reliable = true;
  readonly remote: Address;
  /** True if the peer opened it. */
  accepted = false;
  closed = false;
  readonly #owner: TcpFlowOwner;
  readonly #listenPort: number | undefined;
  readonly #framer = new StreamFramer(this);
  #connection: TcpConnection | undefined;

  /** @param listenPort where we take connections, to be named in Via and Contact; undefined if nowhere. */
  constructor(owner: TcpFlowOwner, remote: Address, listenPort: number | undefined) {
    this.#owner = owner;
    this.remote = remote;
    this.#listenPort = listenPort;
  }

  /** Gives the flow its connection, once. */
  bind(connection: TcpConnection): void {
    this.#connection = connection;
  }

  get local(): Address {
    return this.#owner.addressFor(this.#bound, this.remote);
  }

  get near(): Address {
    return this.#owner.nearAddressFor(this.#bound, this.remote);
  }

  get #bound(): Address {
    const bound = this.#connection?.local ?? { host: '0.0.0.0', port: 0 };
    return { host: bound.port === 0 ? '0.0.0.0' : bound.host, port: this.#listenPort ?? bound.port };
  }

  send(text: string): void {
    if (this.closed) return;
    this.#owner.trace?.('out', 'TCP', this.local, this.remote, text);
    this.#connection?.write(text);
  }

  toward(_remote: Address): Flow {
    return this;
  }

  /** Ends the connection and tells the owner. */
  close(fault?: NetFault): void {
    if (this.closed) return;
    this.closed = true;
    void this.#connection?.close();
    this.#owner.onFlowClosed(this, fault);
  }

  onData(chunk: Buffer): void {
    if (!this.closed) this.#framer.push(chunk);
  }

  onClose(fault?: NetFault): void {
    if (this.closed) return;
    this.closed = true;
    this.#owner.onFlowClosed(this, fault);
  }

  onMessage(text: string): void {
    if (!this.closed) this.#owner.onStreamMessage(text, this);
  }

  onPing(): void {
    this.#connection?.write('\r\n');
  }

  onBroken(message: string): void {
    this.close({ code: 'EPROTO', message });
  }
}
