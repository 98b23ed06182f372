import type { Clock, Timer } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { ProcessListener, ProcessStart, RunningProcess } from '../../pbx/ports/processes.ts';

/** A process that ends unasked is replaced after so long; after so many in a row none is. */
const REPLACE_MS = 1000;
const MOST_FAILURES = 3;

/** What a pool needs. */
export interface ScriptPoolHouse {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warning'>;
  start(request: ProcessStart, listener: ProcessListener): RunningProcess;
}

/** How many processes of one script there are, and how each is started. */
export interface PooledScript {
  readonly ready: number;
  /** A process serves one call after another. */
  readonly many: boolean;
  readonly start: ProcessStart;
}

/** A process that a call has taken. */
export interface TakenScript {
  readonly child: RunningProcess;
  /** It has said that it is done with its call and waits for another; undefined where it serves but one. */
  readonly giveBack: (() => void) | undefined;
}

/** A process on its shelf. */
interface Shelved {
  child: RunningProcess | undefined;
  /** Who has taken it; while it waits the shelf itself listens. */
  taker: ProcessListener | undefined;
}

interface Shelf {
  readonly script: PooledScript;
  readonly waiting: Set<Shelved>;
  /** Those at work that come back. */
  readonly away: Set<Shelved>;
  failures: number;
  timer: Timer | undefined;
}

/**
 * Scripts that are started before a call asks for them: a script reads its environment first, so it waits there by itself. A
 * process serves one call, or many if its script can. One that speaks or ends unasked cannot wait; that is told once, and calls start
 * it as usual.
 */
export class ScriptPool {
  readonly #house: ScriptPoolHouse;
  readonly #shelves = new Map<string, Shelf>();

  constructor(house: ScriptPoolHouse) {
    this.#house = house;
  }

  /** Keeps these scripts ready, by the names that AGI() calls them by, instead of those before; their processes end. */
  keep(scripts: ReadonlyMap<string, PooledScript>): void {
    this.close();
    for (const [name, script] of scripts) {
      const shelf: Shelf = { script, waiting: new Set(), away: new Set(), failures: 0, timer: undefined };
      this.#shelves.set(name, shelf);
      this.#fill(name, shelf);
    }
  }

  /**
   * Hands a waiting process over to `taker`, which hears of it from now on; undefined where none waits. Of a script that serves many
   * calls there is always one, if need be a new one.
   */
  take(name: string, taker: ProcessListener): TakenScript | undefined {
    const shelf = this.#shelves.get(name);
    if (!shelf) return undefined;
    const [waiting] = shelf.waiting;
    const one = waiting ?? (shelf.script.many ? { child: undefined, taker } : undefined);
    if (!one) return undefined;
    shelf.waiting.delete(one);
    shelf.failures = 0;
    one.taker = taker;
    if (shelf.script.many) shelf.away.add(one);
    one.child ??= this.#start(name, shelf, one);
    // The call goes first.
    this.#fillAfter(0, name, shelf);
    return { child: one.child, giveBack: shelf.script.many ? () => this.#giveBack(name, shelf, one) : undefined };
  }

  /** Ends all that wait. Those that have been taken go on. */
  close(): void {
    for (const { waiting, timer } of this.#shelves.values()) {
      timer?.cancel();
      for (const one of waiting) end(one);
    }
    this.#shelves.clear();
  }

  #giveBack(name: string, shelf: Shelf, one: Shelved): void {
    if (!shelf.away.delete(one)) return;
    one.taker = undefined;
    if (this.#shelves.get(name) === shelf && shelf.waiting.size < shelf.script.ready) shelf.waiting.add(one);
    else end(one);
  }

  #fill(name: string, shelf: Shelf): void {
    while (shelf.waiting.size + shelf.away.size < shelf.script.ready) {
      const one: Shelved = { child: undefined, taker: undefined };
      shelf.waiting.add(one);
      one.child = this.#start(name, shelf, one);
    }
  }

  #start(name: string, shelf: Shelf, one: Shelved): RunningProcess {
    const fail = (why: string): void => {
      if (shelf.waiting.delete(one)) this.#failed(name, shelf, why);
      end(one);
    };
    return this.#house.start(shelf.script.start, {
      onOutput: (chunk) => (one.taker ? one.taker.onOutput(chunk) : fail('it speaks before it is asked')),
      onErrorOutput: (chunk) => one.taker?.onErrorOutput(chunk),
      onOutputEnd: () => one.taker?.onOutputEnd(),
      onEnd: (ended) => {
        if (shelf.away.delete(one)) this.#fillAfter(REPLACE_MS, name, shelf);
        if (one.taker) one.taker.onEnd(ended);
        else fail(ended.failure ?? 'it ends before it is asked');
      },
    });
  }

  #failed(name: string, shelf: Shelf, why: string): void {
    if (this.#shelves.get(name) !== shelf) return;
    if (++shelf.failures === MOST_FAILURES)
      this.#house.log.warning(`AGI script ${name} cannot wait for calls: ${why}; each call starts it`);
    if (shelf.failures < MOST_FAILURES) this.#fillAfter(REPLACE_MS, name, shelf);
  }

  #fillAfter(afterMs: number, name: string, shelf: Shelf): void {
    if (this.#shelves.get(name) !== shelf) return;
    shelf.timer ??= this.#house.clock.after(afterMs, () => {
      shelf.timer = undefined;
      this.#fill(name, shelf);
    });
  }
}

function end({ child }: Shelved): void {
  child?.signal('SIGHUP');
  child?.letGo();
}
