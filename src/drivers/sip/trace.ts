import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import type { AddressRange } from '../../net/cidr.ts';
import { decodeText } from '../../sip/message/byte-text.ts';
import type { TraceHook } from '../../sip/transport/flow.ts';
import type { TransportLayer } from '../../sip/transport/transport-layer.ts';
import { MessageHistory } from './message-history.ts';
import { PacketFile } from './packet-file.ts';

/** Prints SIP traffic on the console, all of it or that of single hosts, and remembers it. Costs nothing while it is off. */
export class SipTrace {
  readonly history = new MessageHistory();
  readonly #log: Logger;
  readonly #clock: Clock;
  #layer: TransportLayer | undefined;
  #all = false;
  #silent = false;
  #file: PacketFile | undefined;
  readonly #hosts = new Map<string, AddressRange>();

  constructor(log: Logger, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
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

  /** Prints what goes to and comes from some addresses, and from no others, unless `besides` those asked for before. */
  hosts(ranges: readonly AddressRange[], besides: boolean): void {
    if (!besides) this.#hosts.clear();
    for (const range of ranges) this.#hosts.set(range.text, range);
    this.#update();
  }

  /** Writes what is printed to a file of packets, too, until {@link off}; false where it cannot be written. */
  into(path: string): boolean {
    this.#file?.close();
    this.#file = undefined;
    try {
      this.#file = new PacketFile(path);
      return true;
    } catch {
      return false;
    }
  }

  /** Prints nothing more. */
  off(): void {
    this.#all = false;
    this.#file?.close();
    this.#file = undefined;
    this.#hosts.clear();
    this.#update();
  }

  /** What is traced is printed; off leaves it to the history. */
  set printed(on: boolean) {
    this.#silent = !on;
  }

  /** Begins or ends to remember messages. */
  remember(on: boolean): void {
    this.history.on = on;
    this.#update();
  }

  #update(): void {
    if (!this.#layer) return;
    const wanted = this.#all || this.#hosts.size > 0 || this.history.on;
    this.#layer.trace = wanted ? this.#hook : undefined;
  }

  readonly #hook: TraceHook = (direction, protocol, local, remote, text) => {
    this.history.add({ direction, remote, timeMs: this.#clock.now(), text });
    if (!this.#all && ![...this.#hosts.values()].some((range) => range.contains(remote.host))) return;
    if (!this.#silent) this.#log.verbose(0, `${head(direction, protocol, remote, text)}\n${decodeText(text)}`);
    this.#keep(direction === 'in' ? [remote, local] : [local, remote], text);
  };

  #keep([from, to]: readonly [Address, Address], text: string): void {
    try {
      this.#file?.write(from, to, this.#clock.now(), Buffer.from(text, 'latin1'));
    } catch (error) {
      this.#log.warning(`the file of SIP packets cannot be written: ${messageOf(error)}`);
      this.#file?.close();
      this.#file = undefined;
    }
  }
}

function head(direction: 'in' | 'out', protocol: string, remote: Address, text: string): string {
  const kind = text.startsWith('SIP/') ? 'response' : 'request';
  const where = `${protocol}:${formatAddress(remote)}`;
  return direction === 'in'
    ? `<--- Received SIP ${kind} (${text.length} bytes) from ${where} --->`
    : `<--- Transmitting SIP ${kind} (${text.length} bytes) to ${where} --->`;
}
