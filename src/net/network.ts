import type { Closable } from '../base/scope.ts';
import type { Address } from './address.ts';

/** Why the network did not do what it was asked: a system code such as EADDRINUSE and one sentence. */
export interface NetFault {
  readonly code: string;
  readonly message: string;
}

/** Either the thing or the reason that there is none. */
export type NetResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: NetFault };

/** What a UDP socket tells its owner. */
export interface UdpHandler {
  /** One datagram; `data` belongs to the receiver. */
  onDatagram(data: Buffer, from: Address): void;
  /** A send failed, or the far host refused an earlier datagram. The socket lives on. */
  onFault?(fault: NetFault): void;
}

/** A bound UDP socket. Whoever bound it closes it. */
export interface UdpSocket extends Closable {
  readonly local: Address;
  /** Sends at once; text goes out as one byte a character (latin1). `host` is an IP address. */
  send(data: string | Buffer, host: string, port: number): void;
}

/** What a TCP connection tells its owner. */
export interface TcpHandler {
  /** The connection that was asked for stands. Never called for an accepted one. */
  onOpen?(): void;
  onData(chunk: Buffer): void;
  /** The end, told exactly once: without a fault if either side closed in order. */
  onClose(fault?: NetFault): void;
}

/** A TCP connection, opening or open. Its owner closes it; {@link TcpHandler.onClose} tells of every end but that one. */
export interface TcpConnection extends Closable {
  /** `port` is 0 until the connection stands. */
  readonly local: Address;
  readonly remote: Address;
  /** Sends, or keeps until the connection stands; text goes out as one byte a character (latin1). */
  write(data: string | Buffer): void;
  /** Bytes that were written and that the system has not taken yet, since the peer reads too slowly. */
  readonly backlogBytes: number;
  /**
   * Goes over to TLS as its client; what is sent and heard from now on is inside it. `onSecure` is told when the handshake is done;
   * a failed one is told by {@link TcpHandler.onClose}. Only for a connection that was asked for and stands; absent where there is no TLS.
   */
  startTls?(options: TlsOptions, onSecure: () => void): void;
}

/** How to go over to TLS. */
export interface TlsOptions {
  /** The name that the certificate must be for. */
  readonly serverName: string;
  /** Certificates of authorities, PEM, to trust instead of the usual ones. */
  readonly authorities?: string;
  /** False accepts any certificate. True if left out. */
  readonly verify?: boolean;
}

/** Who a server is to its TLS clients, and how it speaks to them. Never older than TLS 1.2. */
export interface TlsIdentity {
  /** The certificate and those between it and the authority, PEM. */
  readonly certificate: string;
  /** Its private key, PEM. */
  readonly key: string;
  /** The ciphers that may be used, in the notation of OpenSSL; the usual ones if left out. */
  readonly ciphers?: string;
  /** The oldest version that is spoken; 1.2 if left out. */
  readonly oldest?: 'TLSv1.2' | 'TLSv1.3';
  /** The order of `ciphers` decides, not that of the client. */
  readonly ownOrder?: boolean;
}

/** A listening TCP socket. Closing it leaves accepted connections open. */
export interface TcpListener extends Closable {
  readonly local: Address;
}

/** Called for each accepted connection; what it returns hears of that connection. */
export type TcpAcceptor = (connection: TcpConnection) => TcpHandler;

/** A record of RFC 2782. */
export interface ServiceRecord {
  readonly priority: number;
  readonly weight: number;
  readonly host: string;
  readonly port: number;
}

/** All sockets come from here, so that a test or a simulation can run without any. */
export interface Network {
  /** Binds a UDP socket; port 0 takes a free one. */
  bindUdp(local: Address, handler: UdpHandler): Promise<NetResult<UdpSocket>>;
  /** Listens for TCP connections, with `tls` for such over TLS; port 0 takes a free one. */
  listenTcp(local: Address, accept: TcpAcceptor, tls?: TlsIdentity): Promise<NetResult<TcpListener>>;
  /** Opens a connection; failure is told by {@link TcpHandler.onClose}. */
  connectTcp(remote: Address, handler: TcpHandler): TcpConnection;
  /** The addresses of a host name, IPv4 first; empty if it has none. Never rejects. */
  resolveHost(name: string): Promise<readonly string[]>;
  /** The service records of a name such as `_sip._udp.example.com`, best first; empty if it has none. Never rejects. */
  resolveService(name: string): Promise<readonly ServiceRecord[]>;
  /** The address of this machine that packets to `remoteHost` leave from. */
  sourceAddressFor(remoteHost: string): string;
}

/** The longest backlog of unsent bytes on a TCP connection; past it the peer is taken for dead. */
export const LONGEST_BACKLOG_BYTES = 1 << 20;
