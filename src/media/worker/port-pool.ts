import type { PortSource, TakenPort } from '../client/engine-client.ts';
import type { Command, EngineEvent } from '../engine/protocol.ts';

/** Pairs that stand bound for each address that has been used; in a small range no more than an eighth of it. */
const STANDING_READY = 48;
const SHARE_OF_RANGE = 8;

/**
 * Gives out RTP ports without waiting. The worker binds some ahead for each address; when those run out in a burst, a port
 * that is free as far as we know is given out and bound with the leg. Numbers go round the range, so that the port of a
 * call that has just ended rests longest.
 */
export class PortPool implements PortSource {
  readonly #first: number;
  readonly #slots: number;
  readonly #request: (command: Command) => void;
  readonly #taken = new Set<number>();
  readonly #ready = new Map<string, number[]>();
  readonly #asked = new Map<string, number>();
  #next: number;
  /** How many ports in a row could not be bound. */
  #refused = 0;
  #onReady: (() => void) | undefined;

  /** @param request sends a `reserve` command to the worker. @param random 0 to 1, where to begin. */
  constructor(firstPort: number, lastPort: number, random: number, request: (command: Command) => void) {
    this.#first = firstPort + (firstPort & 1);
    this.#slots = Math.max(0, Math.floor((lastPort + 1 - this.#first) / 2));
    this.#next = Math.floor(random * this.#slots);
    this.#request = request;
  }

  /** Has ports bound for an address. @returns false if there is nothing to wait for. */
  warm(address: string): boolean {
    const ready = this.#ready.get(address)?.length ?? 0;
    const asked = this.#asked.get(address) ?? 0;
    const wanted = Math.min(STANDING_READY, Math.floor(this.#slots / SHARE_OF_RANGE));
    if (ready + asked > wanted / 2) return false;
    const ports: number[] = [];
    while (ports.length < wanted - ready - asked) {
      const port = this.#free();
      if (port === undefined) break;
      ports.push(port);
    }
    if (ports.length === 0) return false;
    this.#asked.set(address, asked + ports.length);
    this.#request({ op: 'reserve', address, ports });
    return true;
  }

  /** Resolves when the worker has answered once. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#onReady = resolve;
    });
  }

  take(address: string): TakenPort | undefined {
    const ready = this.#ready.get(address)?.shift();
    this.warm(address);
    const port = ready ?? this.#free();
    return port === undefined ? undefined : { port, bound: ready !== undefined };
  }

  release(_address: string, port: number): void {
    this.#taken.delete(port);
  }

  reserved(event: EngineEvent & { type: 'reserved' }): void {
    const { address, asked, bound } = event;
    this.#asked.set(address, (this.#asked.get(address) ?? 0) - asked.length);
    const ready = this.#ready.get(address) ?? [];
    ready.push(...bound);
    this.#ready.set(address, ready);
    for (const port of asked) if (!bound.includes(port)) this.#taken.delete(port);
    this.#refused = bound.length === 0 ? this.#refused + asked.length : 0;
    // Another program holds that stretch of the range: further on there may be room, once round.
    if (ready.length === 0 && this.#refused < this.#slots && this.warm(address)) return;
    this.#onReady?.();
  }

  /** The next number that is not in use by us. */
  #free(): number | undefined {
    if (this.#taken.size >= this.#slots) return undefined;
    for (;;) {
      const port = this.#first + 2 * (this.#next++ % this.#slots);
      if (this.#taken.has(port)) continue;
      this.#taken.add(port);
      return port;
    }
  }
}
