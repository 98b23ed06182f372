import type { FileIdentity } from './spool-folder.ts';

/**
 * How far a call file has come.
 * - `begun`: its latest attempt was begun; how that ended is for the file's own lines to say;
 * - `answered`: never to be dialled again;
 * - `kept`: done with, and it stays in the folder, because it says `AlwaysDelete: no` or cannot be removed.
 */
export type AttemptState = 'begun' | 'answered' | 'kept';

/** What the ledger knows of one call file: the truth about its attempts, whatever the file itself says. */
export interface AttemptRecord {
  readonly identity: FileIdentity;
  readonly state: AttemptState;
  /** Attempts begun so far. */
  readonly attempts: number;
  /** No attempt before this time, epoch seconds. */
  readonly notBeforeSeconds: number;
  /** The technology's own name of the latest attempt's call, by which an answer is known that comes after a crash; may be empty. */
  readonly callId: string;
}

const STATES: ReadonlySet<string> = new Set(['begun', 'answered', 'kept'] satisfies AttemptState[]);

/** The record as the ledger keeps it. */
export function writeAttemptRecord({ identity, state, attempts, notBeforeSeconds, callId }: AttemptRecord): string {
  return [identity.inode, identity.born, state, attempts, notBeforeSeconds, callId].join(' ');
}

/** Reads what {@link writeAttemptRecord} wrote; undefined for anything else. */
export function parseAttemptRecord(text: string): AttemptRecord | undefined {
  const [inode, born, state, attempts, notBefore, callId = ''] = text.split(' ');
  if (inode === undefined || born === undefined || state === undefined || !STATES.has(state)) return undefined;
  const record = {
    identity: { inode, born },
    state: state as AttemptState,
    attempts: Number(attempts),
    notBeforeSeconds: Number(notBefore),
    callId,
  };
  return Number.isInteger(record.attempts) && Number.isInteger(record.notBeforeSeconds) ? record : undefined;
}
