import { freemem, loadavg } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Directories, System } from '../ports/system.ts';

/** How a running instance is to end. */
export type StopWay = 'now' | 'gracefully' | 'when convenient';

/** What the instance is from its start on. */
export interface SystemFacts
  extends Pick<
    System,
    'directories' | 'version' | 'systemName' | 'entityId' | 'processId' | 'liveDangerously' | 'legacySyntax'
  > {
  /** `maxcalls`, `maxload` and `minmemfree` of asterisk.conf; 0 is no limit. */
  readonly limits: { readonly calls: number; readonly load: number; readonly freeMegabytes: number };
}

/** What there is at present, asked when a call wants in. */
export interface Occupation {
  /** Channels. */
  channels(): number;
  /** Channels that run the dialplan. */
  calls(): number;
}

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
  restarting = false;
  /** Resolves once the instance is to end, with whether it is to start again. */
  readonly ending: Promise<{ readonly restart: boolean }>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #booted = Promise.withResolvers<void>();
  readonly #limits: SystemFacts['limits'];
  #occupation: Occupation = { channels: () => 0, calls: () => 0 };
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
    this.#limits = facts.limits;
    this.#clock = clock;
    this.#log = log;
    this.startedMs = clock.now();
    this.reloadedMs = this.startedMs;
    this.ending = new Promise((resolve) => {
      this.#end = (how) => {
        this.restarting = how.restart;
        resolve(how);
      };
    });
  }

  get fullyBooted(): boolean {
    return this.#fullyBooted;
  }

  get refusal(): string | undefined {
    const { calls, load, freeMegabytes } = this.#limits;
    if (this.#waiting?.how === 'gracefully') return 'this server is about to stop';
    if (calls > 0 && this.#occupation.calls() >= calls) return `the limit of ${calls} calls (maxcalls) is reached`;
    if (load > 0 && (loadavg()[0] ?? 0) > load) return `the load is above ${load} (maxload)`;
    if (freeMegabytes > 0 && freemem() / 2 ** 20 < freeMegabytes)
      return `less than ${freeMegabytes} MB of memory are free (minmemfree)`;
    return undefined;
  }

  waitFullyBooted(): Promise<void> {
    return this.#booted.promise;
  }

  /** To be called once every module is up. */
  booted(occupation: Occupation): void {
    this.#occupation = occupation;
    this.#fullyBooted = true;
    this.#booted.resolve();
  }

  stop(how: StopWay, restart: boolean): void {
    this.abortStop();
    if (how === 'now' || this.#occupation.channels() === 0) {
      this.#end({ restart });
      return;
    }
    this.#log.notice(
      `Waiting for ${this.#occupation.channels()} channels to end before the ${restart ? 'restart' : 'stop'}; 'core abort shutdown' calls it off`,
    );
    const timer = this.#clock.every(100, () => {
      if (this.#occupation.channels() > 0) return;
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
