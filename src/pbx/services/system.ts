import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Directories, System } from '../ports/system.ts';

/** How a running instance is to end. */
export type StopWay = 'now' | 'gracefully' | 'when convenient';

/** What the instance is from its start on. */
export type SystemFacts = Pick<
  System,
  'directories' | 'version' | 'systemName' | 'entityId' | 'processId' | 'liveDangerously' | 'legacySyntax'
>;

/** The System port of an instance: knows when it is up, and waits for the last call before it ends. */
export class InstanceSystem implements System {
  readonly directories: Directories;
  readonly version: string;
  readonly systemName: string;
  readonly entityId: string;
  readonly processId: number;
  readonly liveDangerously: boolean;
  readonly legacySyntax: boolean;
  readonly startedMs: number;
  reloadedMs: number;
  /** Resolves once the instance is to end, with whether it is to start again. */
  readonly ending: Promise<{ readonly restart: boolean }>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #booted = Promise.withResolvers<void>();
  #callCount: () => number = () => 0;
  #fullyBooted = false;
  #end: (how: { restart: boolean }) => void = () => {};
  #waiting: { how: StopWay; timer: { cancel(): void } } | undefined;

  constructor(facts: SystemFacts, clock: Clock, log: Logger) {
    this.directories = facts.directories;
    this.version = facts.version;
    this.systemName = facts.systemName;
    this.entityId = facts.entityId;
    this.processId = facts.processId;
    this.liveDangerously = facts.liveDangerously;
    this.legacySyntax = facts.legacySyntax;
    this.#clock = clock;
    this.#log = log;
    this.startedMs = clock.now();
    this.reloadedMs = this.startedMs;
    this.ending = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get fullyBooted(): boolean {
    return this.#fullyBooted;
  }

  /** True while no new calls are to be taken: a graceful stop is waiting for the last one. */
  get refusesCalls(): boolean {
    return this.#waiting?.how === 'gracefully';
  }

  waitFullyBooted(): Promise<void> {
    return this.#booted.promise;
  }

  /** To be called once every module is up. @param callCount how many channels there are, asked while a stop waits. */
  booted(callCount: () => number): void {
    this.#callCount = callCount;
    this.#fullyBooted = true;
    this.#booted.resolve();
  }

  stop(how: StopWay, restart: boolean): void {
    this.abortStop();
    if (how === 'now' || this.#callCount() === 0) {
      this.#end({ restart });
      return;
    }
    this.#log.notice(
      `Waiting for ${this.#callCount()} channels to end before the ${restart ? 'restart' : 'stop'}; 'core abort shutdown' calls it off`,
    );
    const timer = this.#clock.every(100, () => {
      if (this.#callCount() > 0) return;
      timer.cancel();
      this.#end({ restart });
    });
    this.#waiting = { how, timer };
  }

  abortStop(): boolean {
    if (!this.#waiting) return false;
    this.#waiting.timer.cancel();
    this.#waiting = undefined;
    return true;
  }
}
