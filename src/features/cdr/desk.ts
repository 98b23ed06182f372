import type { Clock, Timer } from '../../base/clock.ts';
import type { CdrChain } from './chain.ts';
import type { CdrEngine } from './engine.ts';
import type { CdrSettings } from './files/cdr-conf.ts';
import type { CdrBackend, CdrDesk } from './ports.ts';
import type { CdrRecord } from './record.ts';

/** Hands final records to those who write them: at once, or where cdr.conf says `batch`, many together. Close it to have all written. */
export class Desk implements CdrDesk {
  readonly #clock: Clock;
  readonly #engine: CdrEngine;
  readonly #settings: () => CdrSettings;
  readonly #backends: CdrBackend[] = [];
  #waiting: CdrRecord[] = [];
  #timer: Timer | undefined;
  #dueMs: number | undefined;

  constructor(house: { clock: Clock; engine: CdrEngine; settings: () => CdrSettings }) {
    this.#clock = house.clock;
    this.#engine = house.engine;
    this.#settings = house.settings;
  }

  get settings(): CdrSettings {
    return this.#settings();
  }

  get backends(): readonly CdrBackend[] {
    return this.#backends;
  }

  get batch(): CdrDesk['batch'] {
    if (!this.settings.batch) return undefined;
    const secondsLeft = this.#dueMs === undefined ? undefined : Math.ceil((this.#dueMs - this.#clock.now()) / 1000);
    return { records: this.#waiting.length, secondsLeft };
  }

  list(): readonly CdrChain[] {
    return this.#engine.list();
  }

  add(backend: CdrBackend): () => void {
    this.#backends.push(backend);
    return () => {
      // At the end of the program those who write go before the records that wait.
      if (this.settings.safeshutdown) this.#flush();
      this.#backends.splice(this.#backends.indexOf(backend), 1);
    };
  }

  /** Takes a final record. */
  post(record: CdrRecord): void {
    const { batch, size, scheduleronly } = this.settings;
    if (!batch) {
      for (const backend of this.#backends) backend.write(record);
      return;
    }
    this.#waiting.push(record);
    if (this.#waiting.length >= size && !scheduleronly) this.#flush();
    else this.schedule();
  }

  /** Sees to it that what waits is written in time; after each reading of cdr.conf too. */
  schedule(): void {
    if (!this.settings.batch) {
      this.#flush();
      return;
    }
    if (this.#timer) return;
    this.#dueMs = this.#clock.now() + this.settings.time;
    this.#timer = this.#clock.after(this.settings.time, () => {
      this.#flush();
      this.schedule();
    });
  }

  submit(): boolean {
    if (!this.settings.batch) return false;
    this.#flush();
    this.schedule();
    return true;
  }

  close(): void {
    if (this.settings.safeshutdown) this.#flush();
    this.#timer?.cancel();
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#dueMs = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    for (const record of batch) for (const backend of this.#backends) backend.write(record);
  }
}
