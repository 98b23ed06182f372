import type { CallFileStatus } from '../../clients/callfile/index.ts';
import type { FileIdentity } from './spool-folder.ts';

/**
 * How far a call file has come.
 * - `open`: an attempt was begun and nothing more is known of it;
 * - `closed`: the last attempt ended without an answer, and there are more to come;
 * - `answered`: never to be dialled again;
 * - `kept`: answered, its call is over, and it stays in the folder because it says `AlwaysDelete: no`;
 * - `finished`: only the file's removal is left to do.
 */
export type AttemptState = 'open' | 'closed' | 'answered' | 'kept' | 'finished';

/** What the ledger knows of one call file: the truth about its attempts, whatever the file itself says. */
export interface AttemptRecord {
  readonly identity: FileIdentity;
  readonly state: AttemptState;
  /** Attempts begun so far. */
  readonly attempts: number;
  /** No attempt before this time, epoch seconds. */
  readonly notBeforeSeconds: number;
  /** How it ended; only when `finished`. */
  readonly status?: CallFileStatus;
}

const STATES: ReadonlySet<string> = new Set(['open', 'closed', 'answered', 'kept', 'finished']);

/** The record as the ledger keeps it. */
export function writeAttemptRecord(record: AttemptRecord): string {
  const { identity, state, attempts, notBeforeSeconds, status } = record;
  return [identity.inode, identity.born, state, attempts, notBeforeSeconds, status ?? '-'].join(' ');
}

/** Reads what {@link writeAttemptRecord} wrote; undefined for anything else. */
export function parseAttemptRecord(text: string): AttemptRecord | undefined {
  const [inode, born, state, attempts, notBefore, status] = text.split(' ');
  if (inode === undefined || born === undefined || state === undefined || !STATES.has(state)) return undefined;
  const record = {
    identity: { inode, born },
    state: state as AttemptState,
    attempts: Number(attempts),
    notBeforeSeconds: Number(notBefore),
  };
  if (!Number.isInteger(record.attempts) || !Number.isFinite(record.notBeforeSeconds)) return undefined;
  if (status === 'Completed' || status === 'Expired' || status === 'Failed') return { ...record, status };
  return record;
}
