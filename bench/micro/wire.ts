import type { Clock } from '../../src/base/clock.ts';
import type { Address } from '../../src/net/address.ts';
import { MemoryNetwork } from '../../src/net/memory-network.ts';
import type { NetResult, Network, UdpHandler, UdpSocket } from '../../src/net/network.ts';

/** A network whose UDP sockets are one end of a wire: what they send is handed over as text, what is to arrive is given to them at once. */
export class Wire extends MemoryNetwork implements Network {
  readonly #handlers = new Map<number, UdpHandler>();
  readonly #sent: (text: string, toPort: number, fromPort: number) => void;

  constructor(clock: Clock, sent: (text: string, toPort: number, fromPort: number) => void) {
    super(clock);
    this.#sent = sent;
  }

  override bindUdp(local: Address, handler: UdpHandler): Promise<NetResult<UdpSocket>> {
    this.#handlers.set(local.port, handler);
    const send = (data: string | Buffer, _host: string, port: number): void =>
      this.#sent(typeof data === 'string' ? data : data.toString('latin1'), port, local.port);
    return Promise.resolve({ ok: true, value: { local, send, close() {} } });
  }

  /** Lets a datagram arrive at `port`. */
  arrive(port: number, data: Buffer, fromPort: number): void {
    this.#handlers.get(port)?.onDatagram(data, { host: '127.0.0.1', port: fromPort });
  }
}
