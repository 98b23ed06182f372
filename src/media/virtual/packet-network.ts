import type { Clock, Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';

/** Takes a datagram that has arrived; the bytes are the receiver's own. */
export type PacketHandler = (bytes: Uint8Array, fromAddress: string, fromPort: number) => void;

/** What may happen to a packet on its way. */
export interface PacketFate {
  /** Extra time on the way; 0 unless said. */
  readonly delayMs?: Ms;
  readonly lose?: boolean;
  readonly repeat?: boolean;
}

interface Flight {
  readonly dueMs: Ms;
  readonly bytes: Uint8Array;
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
}

const LATENCY_MS = 1;

/**
 * Datagrams between virtual engines: in memory, a millisecond on the way, in order and without loss unless a test decides
 * otherwise. One network is shared by all engines that are to hear each other.
 */
export class PacketNetwork {
  /** Decides over each packet; set by tests of bad networks. */
  fate: ((bytes: Uint8Array) => PacketFate) | undefined;
  readonly #clock: Clock;
  readonly #bound = new Map<string, PacketHandler>();
  readonly #reserved = new Set<string>();
  readonly #flights: Flight[] = [];
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps a pair of ports (this and the next) for one engine. @returns false if one of them is taken. */
  reserve(address: string, port: number): boolean {
    const key = `${address}|${port}`;
    if (this.#reserved.has(key) || this.#bound.has(key) || this.#bound.has(`${address}|${port + 1}`)) return false;
    this.#reserved.add(key);
    return true;
  }

  /** Gives a reserved pair back. */
  release(address: string, port: number): void {
    this.#reserved.delete(`${address}|${port}`);
  }

  /** Receives at an address and port until the returned function is called. @throws Error if it is taken. */
  bind(address: string, port: number, handler: PacketHandler): () => void {
    const key = `${address}|${port}`;
    if (this.#bound.has(key)) throw new Error('address in use');
    this.#bound.set(key, handler);
    return () => void this.#bound.delete(key);
  }

  /** Sends a copy of `bytes`. */
  send(bytes: Uint8Array, from: string, fromPort: number, to: string, toPort: number): void {
    const fate = this.fate?.(bytes) ?? {};
    if (fate.lose) return;
    const dueMs = this.#clock.monotonic() + LATENCY_MS + (fate.delayMs ?? 0);
    const flight = { dueMs, bytes: bytes.slice(), from, fromPort, to: `${to}|${toPort}` };
    this.#flights.push(flight);
    if (fate.repeat) this.#flights.push({ ...flight, bytes: bytes.slice() });
    this.#arm();
  }

  #arm(): void {
    if (this.#timer || this.#flights.length === 0) return;
    const dueMs = this.#flights.reduce((least, flight) => Math.min(least, flight.dueMs), Number.POSITIVE_INFINITY);
    this.#timer = this.#clock.after(dueMs - this.#clock.monotonic(), () => {
      this.#timer = undefined;
      this.#deliver();
      this.#arm();
    });
  }

  #deliver(): void {
    const nowMs = this.#clock.monotonic();
    const due = this.#flights.filter((flight) => flight.dueMs <= nowMs);
    const later = this.#flights.filter((flight) => flight.dueMs > nowMs);
    this.#flights.splice(0, this.#flights.length, ...later);
    for (const flight of due) this.#bound.get(flight.to)?.(flight.bytes, flight.from, flight.fromPort);
  }
}
