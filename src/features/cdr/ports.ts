import { definePort } from '../../base/port.ts';
import type { CdrChain } from './chain.ts';
import type { CdrSettings } from './files/cdr-conf.ts';
import type { CdrRecord } from './record.ts';

/** A place that final records are written to. It never throws. */
export interface CdrBackend {
  /** As `cdr show status` lists it. */
  readonly name: string;
  write(record: CdrRecord): void;
}

/** The call detail records, to those who write them and to the console. */
export interface CdrDesk {
  readonly settings: CdrSettings;
  readonly backends: readonly CdrBackend[];
  /** How many records wait in the batch, and in how many seconds they are written; undefined where there is no batch. */
  readonly batch: { readonly records: number; readonly secondsLeft: number | undefined } | undefined;
  /** The channels under way. */
  list(): readonly CdrChain[];
  /** Has final records written by `backend` until the returned function is called. */
  add(backend: CdrBackend): () => void;
  /** Writes what waits in the batch; false where there is none. */
  submit(): boolean;
}

/** @see CdrDesk */
export const cdrDeskPort = definePort<CdrDesk>('cdr-desk');
