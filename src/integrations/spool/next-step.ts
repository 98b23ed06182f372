import type { CallFile, CallFileHistory, CallFileStatus } from '../../clients/callfile/index.ts';
import type { AttemptRecord } from './attempt-record.ts';
import type { FileIdentity } from './spool-folder.ts';

/**
 * What is to be done with a call file that has fallen due. `rest`: it was answered and is kept because it says `AlwaysDelete: no`.
 * `abandoned` is the number of an attempt that was begun and never ended, so that its end must be noted; 0 if there is none.
 */
export type NextStep =
  | { readonly kind: 'dial'; readonly attempt: number; readonly abandoned: number }
  | { readonly kind: 'wait'; readonly untilSeconds: number; readonly attempts: number; readonly abandoned: number }
  | { readonly kind: 'finish'; readonly status: CallFileStatus; readonly attempts: number; readonly why: FinishReason }
  | { readonly kind: 'rest' };

/** `expired`: no attempt is left. `answered-before` and `finished-before`: a crash came before the file could be put away. */
export type FinishReason = 'expired' | 'answered-before' | 'finished-before';

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
  if (record?.state === 'kept') {
    // Written anew in place, it has lost the lines of its attempts: a new file in an old inode.
    return history.started ? { kind: 'rest' } : { kind: 'dial', attempt: 1, abandoned: 0 };
  }
  if (record?.state === 'answered') {
    return { kind: 'finish', status: 'Completed', attempts: record.attempts, why: 'answered-before' };
  }
  if (record?.state === 'finished') {
    return { kind: 'finish', status: record.status ?? 'Completed', attempts: record.attempts, why: 'finished-before' };
  }
  const openInText = history.openBy === undefined ? 0 : 1;
  const attempts = Math.max(history.ended + openInText, record?.attempts ?? 0);
  if (attempts > callFile.maxRetries) return { kind: 'finish', status: 'Expired', attempts, why: 'expired' };
  const abandoned = openInText === 1 || record?.state === 'open' ? attempts : 0;
  if (record && record.notBeforeSeconds > nowSeconds) {
    return { kind: 'wait', untilSeconds: record.notBeforeSeconds, attempts, abandoned };
  }
  return { kind: 'dial', attempt: attempts + 1, abandoned };
}

/** True if the record speaks of this very file, not of one that bore its name before. */
function sameFile({ identity, record }: FileFacts): boolean {
  return record?.identity.inode === identity.inode && record.identity.born === identity.born;
}
