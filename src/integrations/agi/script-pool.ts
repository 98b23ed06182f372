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

/** How many processes of one script wait, and how each is started. */
export interface PooledScript {
  readonly ready: number;
  readonly start: ProcessStart;
}

/** A process that waits for a call: it has been told nothing yet. */
interface Waiting {
  child: RunningProcess | undefined;
  /** Who has taken it; until then the shelf itself listens. */
  taker: ProcessListener | undefined;
}

interface Shelf {
  readonly script: PooledScript;
  readonly waiting: Set<Waiting>;
  failures: number;
  timer: Timer | undefined;
}

/**
 * Scripts that are started before a call asks for them: a script reads its environment first, so it waits there by itself. Each
 * process serves one call. One that speaks or ends unasked cannot wait; that is told once, and calls start it as usual.
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
      const shelf: Shelf = { script, waiting: new Set(), failures: 0, timer: undefined };
      this.#shelves.set(name, shelf);
      this.#fill(name, shelf);
    }
  }

  /** Hands a waiting process over to `taker`, which hears of it from now on; undefined where none waits. */
  take(name: string, taker: ProcessListener): RunningProcess | undefined {
    const shelf = this.#shelves.get(name);
    const [first] = shelf?.waiting ?? [];
    if (!shelf || !first?.child) return undefined;
    shelf.waiting.delete(first);
    shelf.failures = 0;
    first.taker = taker;
    // The call goes first.
    this.#fillAfter(0, name, shelf);
    return first.child;
  }

  /** Ends all that wait. Those that have been taken go on. */
  close(): void {
    for (const { waiting, timer } of this.#shelves.values()) {
      timer?.cancel();
      for (const { child } of waiting) {
        child?.signal('SIGHUP');
        child?.letGo();
      }
    }
    this.#shelves.clear();
  }

  #fill(name: string, shelf: Shelf): void {
    while (shelf.waiting.size < shelf.script.ready) {
      const one: Waiting = { child: undefined, taker: undefined };
      shelf.waiting.add(one);
      const fail = (why: string): void => {
        if (shelf.waiting.delete(one)) this.#failed(name, shelf, why);
        one.child?.signal('SIGHUP');
        one.child?.letGo();
      };
      one.child = this.#house.start(shelf.script.start, {
        onOutput: (chunk) => (one.taker ? one.taker.onOutput(chunk) : fail('it speaks before it is asked')),
        onErrorOutput: (chunk) => one.taker?.onErrorOutput(chunk),
        onOutputEnd: () => one.taker?.onOutputEnd(),
        onEnd: (end) => (one.taker ? one.taker.onEnd(end) : fail(end.failure ?? 'it ends before it is asked')),
      });
    }
  }

  #failed(name: string, shelf: Shelf, why: string): void {
    if (this.#shelves.get(name) !== shelf) return;
    if (++shelf.failures === MOST_FAILURES)
      this.#house.log.warning(`AGI script ${name} cannot wait for calls: ${why}; each call starts it`);
    if (shelf.failures < MOST_FAILURES) this.#fillAfter(REPLACE_MS, name, shelf);
  }

  #fillAfter(afterMs: number, name: string, shelf: Shelf): void {
    shelf.timer ??= this.#house.clock.after(afterMs, () => {
      shelf.timer = undefined;
      this.#fill(name, shelf);
    });
  }
}
