import { definePort } from '../../base/port.ts';

/** The directories of asterisk.conf, absolute. */
export interface Directories {
  readonly etc: string;
  readonly modules: string;
  readonly varlib: string;
  readonly db: string;
  readonly keys: string;
  readonly data: string;
  readonly agi: string;
  readonly spool: string;
  readonly run: string;
  readonly log: string;
  readonly cache: string;
  readonly sbin: string;
}

/** What the instance is: where it lies, what it is called, how long it has run. */
export interface System {
  readonly directories: Directories;
  readonly version: string;
  readonly systemName: string;
  readonly entityId: string;
  readonly startedMs: number;
  /** When the configuration was last read again; the start until then. */
  readonly reloadedMs: number;
  readonly processId: number;
  /** `live_dangerously` of asterisk.conf. */
  readonly liveDangerously: boolean;
  /** `[compat] legacy_syntax` of asterisk.conf. */
  readonly legacySyntax: boolean;
  /** True once every module is up. */
  readonly fullyBooted: boolean;
  /** Resolves when it is. */
  waitFullyBooted(): Promise<void>;
  /** Why no new calls are taken at present, to follow 'because '; undefined while they are. Calls that are up are not touched. */
  readonly refusal: string | undefined;
  /** Ends the instance: at once, when the last call is over, or when there happens to be none. */
  stop(how: 'now' | 'gracefully' | 'when convenient', restart: boolean): void;
  /** It ends, to start again. */
  readonly restarting?: boolean;
  /** Takes back a stop that waits for calls. */
  abortStop(): boolean;
}

/** @see System */
export const systemPort = definePort<System>('system');
