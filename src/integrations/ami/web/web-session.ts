import type { AmiHeaders } from '../../../clients/ami/index.ts';
import type { ManagerClass } from '../../../config/files/manager-conf.ts';
import { createRequest } from '../request.ts';
import { AmiSession, type SessionEnds, type SessionHouse } from '../session.ts';

/** The most requests of one session that may wait for an earlier one. */
const MOST_WAITING = 50;

/**
 * A client over HTTP: it comes and goes, and is known again by its cookie or its digest. Events wait for its WaitEvent.
 * Its requests run one after another; one that comes while it waits for events ends that wait.
 */
export class WebSession extends AmiSession {
  override readonly kind = 'HTTP Manager';
  /** When it last asked for something, in epoch milliseconds. */
  usedMs: number;
  /** Called when it is over. */
  onEnd: (() => void) | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #out: string[] = [];
  #releasing = false;

  constructor(house: SessionHouse, ends: SessionEnds, serial: number) {
    super(house, ends, serial);
    this.usedMs = house.clock.now();
  }

  /** Requests that are being answered or wait for it. */
  get busy(): number {
    return this.#waiting;
  }

  protected override get holding(): boolean {
    return !this.#releasing;
  }

  /** Which classes are asked for is looked at when they are fetched. */
  override wants(eventClass: ManagerClass): boolean {
    return this.mayRead(eventClass);
  }

  /** WaitEvent tells every event where Events was switched off. @see observed: Asterisk 16 */
  protected override hears(eventClass: ManagerClass): boolean {
    return this.mask.size === 0 || this.mask.has(eventClass);
  }

  protected override get hurried(): boolean {
    return this.#waiting > 1;
  }

  /** It may come back for the rest; who never asks for events loses nothing by it. */
  protected override overflow(): void {
    this.forgetOldest();
    this.house.log.verbose(3, `HTTP Manager '${this.userName}' does not fetch its events; the oldest are forgotten`);
  }

  protected override send(message: string): void {
    this.#out.push(message);
  }

  override close(): void {
    if (this.end()) this.onEnd?.();
  }

  /** Runs one action. @returns the messages that answer it, as they would go over a connection; undefined if too much waits already. */
  async exchange(headers: AmiHeaders): Promise<string | undefined> {
    if (this.#waiting >= MOST_WAITING) return undefined;
    this.#waiting++;
    if (this.#waiting > 1) this.hurry();
    const turn = this.#queue.then(() => this.#perform(headers));
    this.#queue = turn;
    try {
      return await turn;
    } finally {
      this.#waiting--;
      this.usedMs = this.house.clock.now();
    }
  }

  async #perform(headers: AmiHeaders): Promise<string> {
    this.#out = [];
    const request = createRequest(headers);
    const reply = await this.run(request);
    this.#releasing = true;
    this.answer(request, reply);
    this.#releasing = false;
    if (this.ending) this.close();
    return this.#out.join('');
  }
}
