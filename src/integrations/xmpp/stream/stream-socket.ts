import { EventEmitter } from 'node:events';
import { formatAddress } from '../../../net/address.ts';
import type { NetFault, Network, TcpConnection } from '../../../net/network.ts';
import type { Protection } from '../settings.ts';
import { StreamFault } from './fault.ts';

/** Where to connect, and how. */
export interface StreamPlace {
  /** An IP address. */
  readonly host: string;
  readonly port: number;
  /** The domain of the account, for which the certificate must be. */
  readonly domain: string;
  readonly protection: Protection;
  readonly tlsVerify: boolean;
  readonly authorities: string | undefined;
}

/** The most that is read before TLS has begun, and the most of a single stanza, in bytes. */
const LONGEST_PRELUDE = 65_536;
const LONGEST_STANZA = 1 << 20;

const TLS_NAMESPACE = 'urn:ietf:params:xml:ns:xmpp-tls';

/**
 * The socket under an XMPP stream, in the form that @xmpp/client expects of one: it goes over to TLS before the stream begins, by
 * STARTTLS or at once, with the certificate checked, and bounds what a server can make us keep.
 * Emits `connect` when the stream can begin, then `data`, at last `close`; before that `error` with a {@link StreamFault}.
 */
export class StreamSocket extends EventEmitter {
  /** True inside TLS; @xmpp/client reads it. */
  secure = false;
  readonly #network: Pick<Network, 'connectTcp'>;
  readonly #place: StreamPlace;
  #connection: TcpConnection | undefined;
  #phase: 'idle' | 'opening' | 'asking' | 'securing' | 'stream' | 'closed' = 'idle';
  #prelude = '';
  #unfinishedBytes = 0;
  /** STARTTLS has been asked for. */
  #asked = false;
  #failed = false;

  constructor(network: Pick<Network, 'connectTcp'>, place: StreamPlace) {
    super();
    this.#network = network;
    this.#place = place;
    this.on('error', () => {}); // an error that nobody waits for is no reason to end the program
  }

  /** Connects; what @xmpp/client says about the place is known already. */
  connect(_parameters?: unknown): void {
    this.#phase = 'opening';
    const { host, port } = this.#place;
    this.#connection = this.#network.connectTcp(
      { host, port },
      {
        onOpen: () => this.#opened(),
        onData: (chunk) => this.#heard(chunk),
        onClose: (fault) => this.#ended(fault),
      },
    );
  }

  write(text: string, done: (error?: Error) => void = () => {}): void {
    if (this.#phase !== 'stream') {
      done(new StreamFault('unreachable', 'the connection is closed'));
      return;
    }
    this.#connection?.write(Buffer.from(text, 'utf8'));
    done();
  }

  /** Closes in order; idempotent. */
  end(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#connection?.close();
    this.emit('close');
  }

  /** Ends it because of a fault. */
  fail(fault: StreamFault): void {
    if (this.#phase === 'closed' || this.#failed) return;
    this.#failed = true;
    this.emit('error', fault);
    this.end();
  }

  /** A stanza has been read whole; the next one may be as long. */
  stanzaRead(): void {
    this.#unfinishedBytes = 0;
  }

  #opened(): void {
    if (this.#place.protection === 'direct') this.#secure();
    else if (this.#place.protection === 'none') this.#begin();
    else {
      this.#phase = 'asking';
      const to = this.#place.domain.replace(/[<>&'"]/g, '');
      const header = `<?xml version='1.0'?><stream:stream to='${to}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
      this.#connection?.write(Buffer.from(header, 'utf8'));
    }
  }

  #begin(): void {
    this.#phase = 'stream';
    this.emit('connect');
  }

  #secure(): void {
    const { domain, authorities, tlsVerify } = this.#place;
    if (!this.#connection?.startTls) {
      this.fail(new StreamFault('tls', 'there is no TLS on this connection'));
      return;
    }
    this.#phase = 'securing';
    const options = { serverName: domain, verify: tlsVerify, ...(authorities !== undefined && { authorities }) };
    this.#connection.startTls(options, () => {
      this.secure = true;
      this.#begin();
    });
  }

  #heard(chunk: Buffer): void {
    if (this.#phase === 'asking') this.#negotiate(chunk);
    else if (this.#phase === 'stream') {
      this.#unfinishedBytes += chunk.length;
      if (this.#unfinishedBytes > LONGEST_STANZA)
        this.fail(new StreamFault('garbage', `the server sends more than ${LONGEST_STANZA} bytes without an end`));
      else this.emit('data', chunk);
    }
  }

  /** Asks for TLS in a stream that is given up afterwards. @see RFC 6120 §5.4 */
  #negotiate(chunk: Buffer): void {
    this.#prelude += chunk.toString('latin1');
    const text = this.#prelude;
    if (!/^\s*($|<)/.test(text)) this.fail(new StreamFault('garbage', 'what answers there does not speak XMPP'));
    else if (text.length > LONGEST_PRELUDE)
      this.fail(new StreamFault('garbage', 'the server says too much before the connection is encrypted'));
    else if (/<proceed\b/.test(text)) this.#secure();
    else if (/<failure\b/.test(text)) this.fail(new StreamFault('tls', 'the server fails to begin TLS'));
    else if (/<(stream:)?error\b/.test(text))
      this.fail(new StreamFault('garbage', `the server refuses the connection: ${conditionIn(text)}`));
    else if (/<\/stream:features>|<stream:features\/>/.test(text) && !this.#asked) {
      this.#asked = true;
      if (text.includes(TLS_NAMESPACE)) this.#connection?.write(`<starttls xmlns='${TLS_NAMESPACE}'/>`);
      else this.fail(new StreamFault('tls', 'the server does not encrypt, and an open connection is not allowed'));
    }
  }

  #reason(fault: NetFault | undefined): string {
    const { host, port } = this.#place;
    if (fault?.code === 'ECONNREFUSED') return `nobody listens at ${formatAddress({ host, port })}`;
    if (!fault || fault.code === 'EPIPE' || fault.code === 'ECONNRESET') return 'the server closed the connection';
    return fault.message;
  }

  #ended(fault: NetFault | undefined): void {
    if (this.#phase === 'closed') return;
    const kind = this.#phase === 'securing' ? 'tls' : 'unreachable';
    const why = this.#reason(fault);
    this.emit('error', new StreamFault(kind, kind === 'tls' ? `TLS fails: ${why}` : why));
    this.#phase = 'closed';
    this.emit('close');
  }
}

/** The condition of a stream error, for example `host-unknown`. */
function conditionIn(text: string): string {
  return /<([a-z-]+)[^<>]*xmlns=['"]urn:ietf:params:xml:ns:xmpp-streams/.exec(text)?.[1] ?? 'an error without a name';
}
