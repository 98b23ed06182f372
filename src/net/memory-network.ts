import type { Clock } from '../base/clock.ts';
import type { Ms } from '../base/duration.ts';
import { type Address, formatAddress, isIpAddress } from './address.ts';
import type {
  NetResult,
  Network,
  ServiceRecord,
  TcpAcceptor,
  TcpConnection,
  TcpHandler,
  TcpListener,
  TlsOptions,
  UdpHandler,
  UdpSocket,
} from './network.ts';

/** One datagram on its way. */
export interface Datagram {
  readonly from: Address;
  readonly to: Address;
  readonly data: Buffer;
}

/** What becomes of a datagram: delivered once, lost, or delivered several times. */
export type Fate = 'deliver' | 'lose' | { readonly copies: number };

/** How a {@link MemoryNetwork} behaves. */
export interface MemoryNetworkOptions {
  /** From sending to arrival; 0 if left out. */
  readonly latencyMs?: Ms;
  /** Decides about each datagram; all are delivered if left out. */
  readonly fate?: (datagram: Datagram) => Fate;
}

const WILDCARDS = new Set(['0.0.0.0', '::']);

/** A network in memory, moved by a clock: no sockets, no real time, every order of events the same in every run. */
export class MemoryNetwork implements Network {
  /** What {@link resolveHost} knows, to be filled by the test. */
  readonly hosts = new Map<string, readonly string[]>();
  /** What {@link resolveService} knows. */
  readonly services = new Map<string, readonly ServiceRecord[]>();
  /** May be replaced while the network runs. */
  fate: (datagram: Datagram) => Fate;
  readonly #clock: Clock;
  readonly #latencyMs: Ms;
  readonly #udp = new Map<string, { local: Address; handler: UdpHandler }>();
  readonly #tcp = new Map<string, { local: Address; accept: TcpAcceptor }>();
  #nextPort = 40_000;

  constructor(clock: Clock, options: MemoryNetworkOptions = {}) {
    this.#clock = clock;
    this.#latencyMs = options.latencyMs ?? 0;
    this.fate = options.fate ?? (() => 'deliver');
  }

  bindUdp(wanted: Address, handler: UdpHandler): Promise<NetResult<UdpSocket>> {
    const local = this.#take(wanted);
    const key = formatAddress(local);
    if (this.#udp.has(key)) return Promise.resolve(inUse(local));
    this.#udp.set(key, { local, handler });
    let open = true;
    const from = WILDCARDS.has(local.host) ? { host: '127.0.0.1', port: local.port } : local;
    const value: UdpSocket = {
      local,
      send: (data, host, port) => {
        if (!open) return;
        const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data);
        this.#carry({ from, to: { host, port }, data: bytes });
      },
      close: () => {
        open = false;
        this.#udp.delete(key);
      },
    };
    return Promise.resolve({ ok: true, value });
  }

  listenTcp(wanted: Address, accept: TcpAcceptor): Promise<NetResult<TcpListener>> {
    const local = this.#take(wanted);
    const key = formatAddress(local);
    if (this.#tcp.has(key)) return Promise.resolve(inUse(local));
    this.#tcp.set(key, { local, accept });
    return Promise.resolve({ ok: true, value: { local, close: () => void this.#tcp.delete(key) } });
  }

  connectTcp(remote: Address, handler: TcpHandler): TcpConnection {
    const local = { host: '127.0.0.1', port: this.#nextPort++ };
    const near = new MemoryEnd(this.#clock, this.#latencyMs, local, remote);
    near.handler = handler;
    this.#clock.after(this.#latencyMs, () => {
      const listener = this.#listenerAt(this.#tcp, remote);
      if (!listener) {
        near.dropped({ code: 'ECONNREFUSED', message: `nobody listens at ${formatAddress(remote)}` });
        return;
      }
      if (near.closed) return;
      const far = new MemoryEnd(this.#clock, this.#latencyMs, remote, local);
      far.join(near);
      far.handler = listener.accept(far);
      handler.onOpen?.();
      near.join(far);
    });
    return near;
  }

  resolveHost(name: string): Promise<readonly string[]> {
    return Promise.resolve(isIpAddress(name) ? [name] : (this.hosts.get(name) ?? []));
  }

  resolveService(name: string): Promise<readonly ServiceRecord[]> {
    return Promise.resolve(this.services.get(name) ?? []);
  }

  sourceAddressFor(_remoteHost: string): string {
    return '127.0.0.1';
  }

  #carry(datagram: Datagram): void {
    const fate = this.fate(datagram);
    const copies = fate === 'deliver' ? 1 : fate === 'lose' ? 0 : fate.copies;
    for (let i = 0; i < copies; i++)
      this.#clock.after(this.#latencyMs, () => {
        this.#listenerAt(this.#udp, datagram.to)?.handler.onDatagram(Buffer.from(datagram.data), datagram.from);
      });
  }

  #listenerAt<T>(table: ReadonlyMap<string, T>, { host, port }: Address): T | undefined {
    return table.get(formatAddress({ host, port })) ?? table.get(formatAddress({ host: '0.0.0.0', port }));
  }

  #take(wanted: Address): Address {
    return wanted.port === 0 ? { host: wanted.host, port: this.#nextPort++ } : wanted;
  }
}

function inUse(local: Address): NetResult<never> {
  return { ok: false, fault: { code: 'EADDRINUSE', message: `address ${formatAddress(local)} is in use` } };
}

/** One end of a connection in memory. */
class MemoryEnd implements TcpConnection {
  readonly local: Address;
  readonly remote: Address;
  readonly backlogBytes = 0;
  handler: TcpHandler | undefined;
  closed = false;
  readonly #clock: Clock;
  readonly #latencyMs: Ms;
  #peer: MemoryEnd | undefined;
  #waiting: Buffer[] = [];

  constructor(clock: Clock, latencyMs: Ms, local: Address, remote: Address) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.local = local;
    this.remote = remote;
  }

  join(peer: MemoryEnd): void {
    this.#peer = peer;
    for (const data of this.#waiting.splice(0)) this.#send(peer, data);
  }

  write(data: string | Buffer): void {
    if (this.closed) return;
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data);
    if (this.#peer) this.#send(this.#peer, bytes);
    else this.#waiting.push(bytes);
  }

  /** Nobody listens in on memory: the handshake is taken as done. */
  startTls(_options: TlsOptions, onSecure: () => void): void {
    this.#clock.after(this.#latencyMs, () => {
      if (!this.closed) onSecure();
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    const peer = this.#peer;
    if (peer) this.#clock.after(this.#latencyMs, () => peer.dropped());
  }

  dropped(fault?: { code: string; message: string }): void {
    if (this.closed) return;
    this.closed = true;
    this.handler?.onClose(fault);
  }

  #send(peer: MemoryEnd, data: Buffer): void {
    this.#clock.after(this.#latencyMs, () => {
      if (!peer.closed) peer.handler?.onData(data);
    });
  }
}
