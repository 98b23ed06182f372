import type { Logger } from '../../base/log.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import { decodeText } from '../../sip/message/byte-text.ts';
import type { TraceHook } from '../../sip/transport/flow.ts';
import type { TransportLayer } from '../../sip/transport/transport-layer.ts';

/** Prints SIP traffic on the console: all of it, or that of single hosts. Costs nothing while it is off. */
export class SipTrace {
  readonly #log: Logger;
  #layer: TransportLayer | undefined;
  #all = false;
  readonly #hosts = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Names the layer whose traffic is printed; once. */
  attach(layer: TransportLayer): void {
    this.#layer = layer;
    this.#update();
  }

  /** Prints everything. */
  on(): void {
    this.#all = true;
    this.#update();
  }

  /** Prints what goes to and comes from a host, besides others asked for before. */
  host(host: string): void {
    this.#hosts.add(host);
    this.#update();
  }

  /** Prints nothing more. */
  off(): void {
    this.#all = false;
    this.#hosts.clear();
    this.#update();
  }

  #update(): void {
    if (!this.#layer) return;
    this.#layer.trace = this.#all || this.#hosts.size > 0 ? this.#hook : undefined;
  }

  readonly #hook: TraceHook = (direction, protocol, _local, remote, text) => {
    if (!this.#all && !this.#hosts.has(remote.host)) return;
    this.#log.verbose(0, `${head(direction, protocol, remote, text)}\n${decodeText(text)}`);
  };
}

function head(direction: 'in' | 'out', protocol: string, remote: Address, text: string): string {
  const kind = text.startsWith('SIP/') ? 'response' : 'request';
  const where = `${protocol}:${formatAddress(remote)}`;
  return direction === 'in'
    ? `<--- Received SIP ${kind} (${text.length} bytes) from ${where} --->`
    : `<--- Transmitting SIP ${kind} (${text.length} bytes) to ${where} --->`;
}
