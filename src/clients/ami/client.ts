import type { Clock, Timer } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Network } from '../../net/network.ts';
import type { AmiActions } from './action.ts';
import { type AmiCallOrder, type AmiCallOutcome, placeCall } from './call.ts';
import type { AmiEvents, AmiMessage } from './event.ts';
import type { AmiFields } from './fields.ts';
import { type AmiAccount, AmiLink, type AmiResult } from './link.ts';

/** What a client needs. */
export interface AmiClientHouse {
  readonly network: Pick<Network, 'connectTcp'>;
  readonly clock: Clock;
  readonly log?: Pick<Logger, 'notice' | 'warning'>;
}

/** An account, and how patient one is with its server. */
export interface AmiClientOptions extends AmiAccount {
  /** How long to wait before the first new attempt; doubled at each, up to `longestRetryMs`. 500 ms unless given. */
  readonly firstRetryMs?: number;
  /** 30 s unless given; a refused login is tried again no sooner. */
  readonly longestRetryMs?: number;
}

type EventListener = (event: AmiMessage) => void;

/**
 * A program's connection to the manager interface of Asterism or Asterisk. It is kept: where it breaks, a new one is made with
 * growing pauses, and whoever listens by {@link onUp} asks anew for what he has to know. Nothing is sent again by itself:
 * an action whose answer is missing resolves as `down`, and only its sender knows whether it may be repeated.
 */
export class AmiClient {
  readonly #house: AmiClientHouse;
  readonly #options: AmiClientOptions;
  readonly #listeners = new Map<string, Set<EventListener>>();
  readonly #ups = new Set<() => void>();
  readonly #downs = new Set<(reason: string) => void>();
  #link: AmiLink | undefined;
  #retry: Timer | undefined;
  #failures = 0;
  #started = false;
  #told = '';

  constructor(house: AmiClientHouse, options: AmiClientOptions) {
    this.#house = house;
    this.#options = options;
  }

  /** True while actions can be sent. */
  get up(): boolean {
    return this.#link?.up === true;
  }

  /** The server's first line, for example `Asterisk Call Manager/5.0.4`; empty while there is no connection. */
  get server(): string {
    return this.#link?.server ?? '';
  }

  /** Connects, and stays connected until {@link close}. A second call changes nothing. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#connect();
  }

  /** {@link close}, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Ends the connection and all attempts; what waits for an answer gets `down`. Idempotent. */
  close(): void {
    this.#started = false;
    this.#retry?.cancel();
    const link = this.#link;
    this.#link = undefined;
    if (link?.up) for (const listener of this.#downs) listener('closed');
    link?.close();
  }

  /** Resolves as soon as it is logged in; rejects with the signal's reason. */
  whenUp(signal?: AbortSignal): Promise<void> {
    if (this.up) return Promise.resolve();
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        stop();
        signal?.removeEventListener('abort', onAbort);
        end();
      };
      const onAbort = (): void => settle(() => reject(signal?.reason));
      const stop = this.onUp(() => settle(resolve));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Sends an action and resolves with its answer; for a list, with all of its events. Never rejects. */
  send<Name extends keyof AmiActions>(name: Name, fields: AmiActions[Name], timeoutMs?: number): Promise<AmiResult>;
  send(name: string, fields?: AmiFields, timeoutMs?: number): Promise<AmiResult>;
  send(name: string, fields: AmiFields = {}, timeoutMs?: number): Promise<AmiResult> {
    const link = this.#link;
    if (!link?.up) return Promise.resolve({ ok: false, fault: 'down', message: 'not connected' });
    return link.send(name, fields, timeoutMs);
  }

  /** Places a call and resolves with what truly became of it, also where the connection breaks meanwhile. @see placeCall */
  call(order: AmiCallOrder): Promise<AmiCallOutcome> {
    return placeCall(this, order);
  }

  /** Listens for events of that name, or for all (`*`); the returned function ends it. Events of a list belong to its action alone. */
  on<Name extends keyof AmiEvents>(name: Name, listener: (event: AmiMessage<AmiEvents[Name]>) => void): () => void;
  on(name: string, listener: EventListener): () => void;
  on(name: string, listener: EventListener): () => void {
    const key = name.toLowerCase();
    const set = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, set.add(listener));
    return () => void set.delete(listener);
  }

  /** Called after each login, the first one too: time to ask for what events cannot tell any more. */
  onUp(listener: () => void): () => void {
    this.#ups.add(listener);
    return () => void this.#ups.delete(listener);
  }

  /** Called when a connection that was up is gone. */
  onDown(listener: (reason: string) => void): () => void {
    this.#downs.add(listener);
    return () => void this.#downs.delete(listener);
  }

  #connect(): void {
    let wasUp = false;
    this.#link = new AmiLink(this.#house, this.#options, {
      onUp: () => {
        wasUp = true;
        this.#failures = 0;
        if (this.#told !== '') this.#house.log?.notice(`manager interface at ${this.#place}: connected again`);
        this.#told = '';
        for (const listener of [...this.#ups]) listener();
      },
      onDown: (reason, refused) => {
        this.#link = undefined;
        if (wasUp) for (const listener of [...this.#downs]) listener(reason);
        this.#tryAgain(reason, refused);
      },
      onEvent: (event) => this.#tell(event),
    });
  }

  #tryAgain(reason: string, refused: boolean): void {
    if (!this.#started) return;
    const { firstRetryMs = 500, longestRetryMs = 30_000 } = this.#options;
    const afterMs = refused
      ? longestRetryMs
      : Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    if (reason !== this.#told) this.#house.log?.warning(`manager interface at ${this.#place}: ${reason}`);
    this.#told = reason;
    this.#retry = this.#house.clock.after(afterMs, () => this.#connect());
  }

  get #place(): string {
    return `${this.#options.host}:${this.#options.port ?? 5038}`;
  }

  #tell(event: AmiMessage): void {
    for (const key of [event.get('Event').toLowerCase(), '*']) {
      for (const listener of [...(this.#listeners.get(key) ?? [])]) listener(event);
    }
  }
}
