import type { CallFile, CallFileHistory } from '../../clients/callfile/index.ts';
import type { AttemptRecord } from './attempt-record.ts';
import type { FileIdentity } from './spool-folder.ts';

/**
 * What is to be done with a call file that has fallen due.
 * - `dial`: begin that attempt;
 * - `wait`: its next attempt is not due yet;
 * - `expire`: no attempt is left;
 * - `complete`: it was answered, and a crash came before it could be put away;
 * - `rest`: it is done with and is kept.
 *
 * `abandoned` is the number of an attempt that was begun and never ended, so that its end is to be noted; 0 if there is none.
 */
export type NextStep =
  | { readonly kind: 'dial'; readonly attempt: number; readonly abandoned: number }
  | { readonly kind: 'wait'; readonly untilSeconds: number; readonly abandoned: number }
  | { readonly kind: 'expire'; readonly attempts: number; readonly abandoned: number }
  | { readonly kind: 'complete' }
  | { readonly kind: 'rest' };

/** What {@link nextStep} judges by. */
export interface FileFacts {
  readonly callFile: CallFile;
  readonly history: CallFileHistory;
  readonly identity: FileIdentity;
  /** What the ledger says under the file's name; it may speak of an earlier file. */
  readonly record: AttemptRecord | undefined;
  readonly nowSeconds: number;
}

/**
 * Judges by ledger and text together, whichever knows of more attempts: the ledger is the truth on this machine, the text
 * comes with a file from another. An attempt of unknown end counts as one.
 *
 * Deviation: Asterisk forgets the attempt during which it was killed and dials once too often, also after an answer.
 */
export function nextStep(facts: FileFacts): NextStep {
  const { callFile, history, nowSeconds } = facts;
  const record = sameFile(facts) ? facts.record : undefined;
  if (record?.state === 'answered') return { kind: 'complete' };
  // Written anew in place, a kept file has lost the lines of its attempts: a new story in an old inode.
  if (record?.state === 'kept') return history.started ? { kind: 'rest' } : { kind: 'dial', attempt: 1, abandoned: 0 };
  const inText = history.ended + (history.openBy === undefined ? 0 : 1);
  const attempts = Math.max(inText, record?.attempts ?? 0);
  const abandoned = history.ended < attempts ? attempts : 0;
  if (attempts > callFile.maxRetries) return { kind: 'expire', attempts, abandoned };
  if (record && record.notBeforeSeconds > nowSeconds) {
    return { kind: 'wait', untilSeconds: record.notBeforeSeconds, abandoned };
  }
  return { kind: 'dial', attempt: attempts + 1, abandoned };
}

/** True if the record speaks of this very file, not of one that bore its name before. */
function sameFile({ identity, record }: FileFacts): boolean {
  return record?.identity.inode === identity.inode && record.identity.born === identity.born;
}
