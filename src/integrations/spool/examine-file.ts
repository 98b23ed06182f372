import { hasErrors } from '../../base/diagnostic.ts';
import { renderDiagnostic } from '../../base/diagnostic-render.ts';
import type { Logger } from '../../base/log.ts';
import { type CallFile, type CallFileStatus, parseCallFile } from '../../clients/callfile/index.ts';
import type { LedgerFacts } from '../../pbx/ports/ledger.ts';
import { parseAttemptRecord } from './attempt-record.ts';
import { nextStep } from './next-step.ts';
import type { OpenCallFile, SpoolFolder } from './spool-folder.ts';

/** A call file that is to be dialled now. */
export interface DueFile {
  readonly name: string;
  /** Open until its attempt has begun. */
  readonly opened: OpenCallFile;
  readonly callFile: CallFile;
  /** The number of the attempt to begin, from 1. */
  readonly attempt: number;
  /** The number of an earlier attempt whose end was never noted; 0 if there is none. */
  readonly abandoned: number;
  /** What the ledger said of it before. */
  readonly fact: string | undefined;
}

/** What is to be done with a file, after reading it. Only for `dial` is it still open. */
export type Judgement =
  | { readonly kind: 'dial'; readonly file: DueFile }
  | { readonly kind: 'later'; readonly dueMs: number }
  /** It cannot be read as a call file, but was written so lately that more may come. */
  | { readonly kind: 'unripe' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly why: string; readonly short: string }
  | {
      readonly kind: 'finish';
      readonly file: Pick<DueFile, 'opened' | 'callFile' | 'attempt'>;
      readonly status: CallFileStatus;
    }
  | { readonly kind: 'rest' };

/** What examining needs. */
export interface ExamineHouse {
  readonly folder: SpoolFolder;
  readonly book: LedgerFacts;
  readonly log: Logger;
}

/** How long a file that makes no sense is given to become whole. */
const RIPENING_MS = 2000;

/**
 * Reads a file that has fallen due and judges it. Warnings about its lines go to the log.
 * @param lateAnswersUntilMs until then a file whose call was cut off by a crash waits, for its far end may yet say that it had answered.
 */
export function examineFile(house: ExamineHouse, name: string, nowMs: number, lateAnswersUntilMs: number): Judgement {
  const { folder } = house;
  const opened = folder.open(name);
  const path = folder.pathOf(name);
  if ('kind' in opened) {
    if (opened.kind === 'gone') return { kind: 'gone' };
    if (opened.kind === 'odd') {
      return { kind: 'rest' };
    }
    const short = `Unable to open ${path}: ${opened.reason}`;
    return { kind: 'refused', short, why: `${short}\n` };
  }
  const judgement = judge(house, opened, nowMs, lateAnswersUntilMs);
  if (judgement.kind !== 'dial') folder.release(opened);
  return judgement;
}

function judge(house: ExamineHouse, opened: OpenCallFile, nowMs: number, lateAnswersUntilMs: number): Judgement {
  const { folder, book, log } = house;
  const { name, text } = opened;
  const path = folder.pathOf(name);
  // Dated anew since it was queued.
  if (Math.floor(opened.mtimeMs / 1000) * 1000 > nowMs) return { kind: 'later', dueMs: opened.mtimeMs };
  const { callFile, history, diagnostics } = parseCallFile(text, path);
  if (!callFile) {
    if (nowMs - opened.mtimeMs < RIPENING_MS && nowMs >= opened.mtimeMs) return { kind: 'unripe' };
    const why = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic)).join('');
    return { kind: 'refused', why, short: `Invalid file contents in ${path}:\n${why.trimEnd()}` };
  }
  if (diagnostics.length > 0 && !hasErrors(diagnostics) && !history.started) {
    for (const diagnostic of diagnostics) log.warning(renderDiagnostic(diagnostic).trimEnd());
  }
  const fact = book.get(path);
  const step = nextStep({
    callFile,
    history,
    identity: opened.identity,
    record: fact === undefined ? undefined : parseAttemptRecord(fact),
    nowSeconds: Math.floor(nowMs / 1000),
  });
  const cutOff = (step.kind === 'dial' || step.kind === 'expire') && step.abandoned > 0;
  if (cutOff && nowMs < lateAnswersUntilMs) return { kind: 'later', dueMs: lateAnswersUntilMs };
  const dialString = `${callFile.technology}/${callFile.resource}`;
  switch (step.kind) {
    case 'dial':
      return { kind: 'dial', file: { name, opened, callFile, fact, attempt: step.attempt, abandoned: step.abandoned } };
    case 'wait':
      return { kind: 'later', dueMs: step.untilSeconds * 1000 };
    case 'complete':
      log.notice(`Call to ${dialString} was answered before the restart and is not placed again`);
      return { kind: 'finish', file: { opened, callFile, attempt: 0 }, status: 'Completed' };
    case 'expire': {
      const retries = step.attempts - 1;
      const plural = retries === 1 ? '' : 's';
      log.warning(`Queued call to ${dialString} expired without completion after ${retries} attempt${plural}`);
      return { kind: 'finish', file: { opened, callFile, attempt: step.attempts }, status: 'Expired' };
    }
    case 'rest':
      return { kind: 'rest' };
  }
}
