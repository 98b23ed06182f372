import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

const HEADER_BYTES = 12;
const FRAME_MS = 20;
const FRAME_BYTES = 160;

/** A far end of RTP that says µ-law to somebody every 20 ms and notes when packets come. The test closes it. */
export class RtpPeer {
  /** When packets came, milliseconds of `performance.now()`. */
  readonly arrivals: number[] = [];
  /** How long packets of our own took to come back, milliseconds; where the far end sends back what it gets. */
  readonly echoes: number[] = [];
  readonly #socket: Socket;
  readonly #sent = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (packet) => this.#take(packet));
  }

  static async open(): Promise<RtpPeer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new RtpPeer(socket);
  }

  get port(): number {
    return (this.#socket.address() as AddressInfo).port;
  }

  /** Sends to the port that an answer names, until the peer is closed. */
  talkTo(answer: string): void {
    const port = Number(/m=audio (\d+)/.exec(answer)?.[1]);
    let sequence = 0;
    const packet = Buffer.alloc(HEADER_BYTES + FRAME_BYTES, 0xff);
    packet[0] = 0x80;
    packet[1] = 0;
    packet.writeUInt32BE(0x5eed, 8);
    const begun = performance.now();
    this.#timer = setInterval(() => {
      while (begun + sequence * FRAME_MS <= performance.now()) {
        packet.writeUInt16BE(sequence & 0xffff, 2);
        packet.writeUInt32BE(sequence * FRAME_BYTES, 4);
        packet.writeUInt32BE(sequence, HEADER_BYTES);
        this.#sent.set(sequence, performance.now());
        this.#socket.send(Buffer.from(packet), port, '127.0.0.1');
        sequence++;
      }
    }, 5);
  }

  /** The longest time between two packets, milliseconds. */
  get longestGapMs(): number {
    return this.arrivals.reduce((longest, at, index) => Math.max(longest, at - (this.arrivals[index - 1] ?? at)), 0);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }

  #take(packet: Buffer): void {
    const now = performance.now();
    this.arrivals.push(now);
    const sentAt = packet.length > HEADER_BYTES + 4 ? this.#sent.get(packet.readUInt32BE(HEADER_BYTES)) : undefined;
    if (sentAt !== undefined) this.echoes.push(now - sentAt);
  }
}
