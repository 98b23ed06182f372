import type { Timer } from '../../base/clock.ts';
import { encodeText } from '../../base/encode-text.ts';
import { type AmiRead, AmiReader } from '../../clients/ami/index.ts';
import { managerError } from '../../extend/define-manager-action.ts';
import type { NetFault, TcpConnection, TcpHandler } from '../../net/network.ts';
import { createRequest } from './request.ts';
import { AmiSession, type SessionEnds, type SessionHouse } from './session.ts';

/** The most actions that may wait for an earlier one; who sends more without waiting for answers is cut off. */
const MOST_WAITING = 1000;

/**
 * A client that takes nothing for so long is cut off, however short its writetimeout. Deviation: Asterisk, where a slow client stalls
 * others, gives 100 ms unless told otherwise, which a long answer over a slow line exceeds; here it stalls nobody.
 */
const LEAST_PATIENCE_MS = 10_000;

/** So much text is sent at once, without waiting for the end of the turn. */
const MOST_GATHERED = 131_072;

/** What a client hears of a message that cannot be taken. */
const REASONS = {
  'line-too-long': 'Failed to parse message: line too long',
  'too-many-headers': 'Too many lines in message or allocation failure',
} as const;

/**
 * A client on a connection of its own. Its actions run one after another; while one runs, the events for this client wait, so that
 * what an action causes is told after its answer. What is sent in one turn of the event loop leaves in one piece.
 */
export class TcpSession extends AmiSession implements TcpHandler {
  override readonly kind = 'Manager';
  readonly #connection: TcpConnection;
  readonly #reader = new AmiReader();
  #waiting: AmiRead[] = [];
  /** How many of those are done: taking from the front of a long list costs more than an action. */
  #done = 0;
  #running = false;
  /** Bytes that were ever written. */
  #written = 0;
  /** Runs while bytes wait that the client does not take. */
  #stall: Timer | undefined;
  #out = '';

  /** @param banner what the client hears first, without a line end. @param serial a number that no other session has. */
  constructor(
    house: SessionHouse,
    connection: TcpConnection,
    protocol: SessionEnds['protocol'],
    serial: number,
    banner: string,
  ) {
    super(house, { remote: connection.remote, local: connection.local, protocol }, serial);
    this.#connection = connection;
    this.send(`${banner}\r\n`);
  }

  protected override get holding(): boolean {
    return this.#running;
  }

  protected override get hurried(): boolean {
    return this.#waiting.length > this.#done;
  }

  onData(chunk: Buffer): void {
    for (const read of this.#reader.push(chunk)) {
      if (this.#waiting.length - this.#done >= MOST_WAITING) {
        this.house.log.warning(`Manager client ${this.remoteHost} does not wait for answers, hanging up on it`);
        this.close();
        return;
      }
      this.#waiting.push(read);
    }
    if (!this.#running) void this.#work();
    else if (this.hurried) this.hurry();
  }

  onClose(fault?: NetFault): void {
    if (this.ended) return;
    if (fault?.code === 'EBACKLOG') this.#tellSlow();
    this.#stall?.cancel();
    this.end();
  }

  override close(): void {
    if (this.ended) return;
    this.#flush();
    this.#connection.close();
    this.onClose();
  }

  protected override overflow(): void {
    this.house.log.warning(
      `Manager '${this.userName}' from ${this.remoteHost} cannot keep up with its events, hanging up on it`,
    );
    this.close();
  }

  protected override send(message: string): void {
    if (this.ended) return;
    if (this.#out === '') setImmediate(() => this.#flush());
    this.#out += message;
    if (this.#out.length > MOST_GATHERED) this.#flush();
  }

  /** Runs what waits, in order; without an await wherever an action needs none. */
  async #work(): Promise<void> {
    this.#running = true;
    for (let next = this.#next(); next && !this.ended; next = this.#next()) {
      if ('fault' in next) {
        this.answer(createRequest(next.rest), managerError(REASONS[next.fault]));
        continue;
      }
      const request = createRequest(next.headers);
      const pending = this.run(request);
      this.answer(request, pending instanceof Promise ? await pending : pending);
      if (this.ending) {
        this.close();
        return;
      }
      this.release();
    }
    this.#running = false;
  }

  #next(): AmiRead | undefined {
    const next = this.#waiting[this.#done++];
    if (next && this.#done < MOST_WAITING) return next;
    this.#waiting = this.#waiting.slice(this.#done);
    this.#done = 0;
    return next;
  }

  #flush(): void {
    if (this.#out === '') return;
    const data = encodeText(this.#out);
    this.#out = '';
    this.#written += data.length;
    this.#connection.write(data);
    if (this.#connection.backlogBytes > 0) this.#watch();
  }

  /** Cuts the client off if it takes nothing for its writetimeout. */
  #watch(): void {
    if (this.#stall || this.ended) return;
    const taken = (): number => this.#written - this.#connection.backlogBytes;
    const before = taken();
    this.#stall = this.house.clock.after(Math.max(LEAST_PATIENCE_MS, this.user?.writeTimeoutMs ?? 0), () => {
      this.#stall = undefined;
      if (this.ended || this.#connection.backlogBytes === 0) return;
      if (taken() > before) this.#watch();
      else {
        this.#tellSlow();
        this.close();
      }
    });
  }

  #tellSlow(): void {
    this.house.log.warning(
      `Manager '${this.userName}' from ${this.remoteHost} does not read what it is sent, hung up on it`,
    );
  }
}
