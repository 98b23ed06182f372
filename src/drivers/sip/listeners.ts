import type { Logger } from '../../base/log.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import type { SipListener, TransportLayer } from '../../sip/transport/transport-layer.ts';
import type { Dialect, SipTransport } from './config/endpoint.ts';
import type { HostTable } from './location/host-table.ts';

interface Open {
  readonly listener: SipListener;
  transport: SipTransport;
}

/** The sockets that the configuration asks for, and what peers are told of our address. */
export class Listeners {
  readonly #layer: () => TransportLayer;
  readonly #log: Logger;
  readonly #hosts: () => HostTable;
  readonly #open = new Map<string, Open>();

  constructor(layer: () => TransportLayer, hosts: () => HostTable, log: Logger) {
    this.#layer = layer;
    this.#hosts = hosts;
    this.#log = log;
  }

  /** Opens what is wanted and closes what no longer is. Where both files ask for an address, the first one has it. */
  async adopt(transports: readonly SipTransport[]): Promise<void> {
    const wanted = new Map<string, SipTransport>();
    for (const transport of transports) {
      const key = keyOf(transport);
      const first = wanted.get(key);
      if (first)
        this.#log.notice(
          `${fileOf(first)} and ${fileOf(transport)} both listen at ${key}; there is one listener for both`,
        );
      else wanted.set(key, transport);
    }
    for (const [key, open] of [...this.#open]) {
      if (wanted.has(key)) continue;
      this.#open.delete(key);
      void open.listener.close();
    }
    for (const [key, transport] of wanted) {
      const open = this.#open.get(key);
      if (open) open.transport = transport;
      else await this.#listen(key, transport);
    }
  }

  /** What is listened at, in order of opening. */
  list(): ReadonlyArray<{ readonly transport: SipTransport; readonly local: Address }> {
    return [...this.#open.values()].map(({ transport, listener }) => ({ transport, local: listener.local }));
  }

  /** The UDP socket to send from on behalf of a file: that of the transport named, else the file's first. Undefined where any does. */
  viaOf(dialect: Dialect, transportName = ''): Address | undefined {
    const own = [...this.#open.values()].filter(
      ({ transport }) => transport.dialect === dialect && transport.protocol === 'UDP',
    );
    return (own.find(({ transport }) => transport.name === transportName) ?? own[0])?.listener.local;
  }

  /** Whose words the listener of a flow speaks. */
  dialectOf(flow: Flow): Dialect | undefined {
    return this.#transportAt(flow.near)?.dialect;
  }

  /** Our address for audio, as a peer is to be told. */
  mediaHostFor(flow: Flow): string {
    const transport = this.#transportAt(flow.near);
    const outside =
      transport && isOutside(transport, flow.remote.host) ? this.#address(transport.externalMediaHost) : undefined;
    return outside ?? flow.near.host;
  }

  /** Our signalling address, as a peer is to be told. */
  advertise(local: Address, remote: Address): Address {
    const transport = this.#transportAt(local);
    if (!transport || !isOutside(transport, remote.host)) return local;
    const host = this.#address(transport.externalHost);
    return host === undefined ? local : { host, port: transport.externalPort ?? local.port };
  }

  async #listen(key: string, transport: SipTransport): Promise<void> {
    const bound = await this.#layer().listen(transport.protocol, { host: transport.host, port: transport.port });
    if (bound.ok) this.#open.set(key, { listener: bound.value, transport });
    else this.#log.error(`cannot listen for SIP at ${key}: ${bound.fault.message}`);
  }

  #transportAt({ host, port }: Address): SipTransport | undefined {
    let found: SipTransport | undefined;
    for (const { listener, transport } of this.#open.values()) {
      if (listener.local.port !== port) continue;
      if (listener.local.host === host) return transport;
      found ??= transport;
    }
    return found;
  }

  #address(host: string): string | undefined {
    return host === '' ? undefined : this.#hosts().addressesOf(host)[0];
  }
}

function keyOf(transport: SipTransport): string {
  return `${transport.protocol} ${formatAddress(transport)}`;
}

function fileOf(transport: SipTransport): string {
  return transport.dialect === 'SIP' ? 'sip.conf' : `pjsip.conf [${transport.name}]`;
}

/**
 * True for a peer beyond our NAT. sip.conf takes everybody for near until `localnet` says who is.
 * Deviation: this machine itself is never outside, so that a phone beside the PBX works without being named in `localnet`.
 */
function isOutside(transport: SipTransport, host: string): boolean {
  if (host === '127.0.0.1' || host === '::1') return false;
  if (transport.dialect === 'SIP' && transport.localNets.length === 0) return false;
  return !transport.localNets.some((net) => net.contains(host));
}
