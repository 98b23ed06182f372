import { describe, expect, test } from 'vitest';
import { parseCallFile } from '../../../../src/clients/callfile/index.ts';
import {
  type AttemptRecord,
  parseAttemptRecord,
  writeAttemptRecord,
} from '../../../../src/integrations/spool/attempt-record.ts';
import { type NextStep, nextStep } from '../../../../src/integrations/spool/next-step.ts';

const THIS = { inode: '7', born: '123' };

function step(history: string, record: Partial<AttemptRecord> | undefined, maxRetries = 1): NextStep {
  const text = `Channel: SIP/1\nApplication: NoOp\nMaxRetries: ${maxRetries}\n${history}`;
  const parsed = parseCallFile(text, 'x');
  if (!parsed.callFile) throw new Error('the file of this test is wrong');
  return nextStep({
    callFile: parsed.callFile,
    history: parsed.history,
    identity: THIS,
    record: record && { identity: THIS, state: 'open', attempts: 1, notBeforeSeconds: 0, ...record },
    nowSeconds: 1000,
  });
}

const START = '\nStartRetry: 99 1 (5)\n';
const END = '\nEndRetry: 99 1 (5)\n';

describe('what is to be done with a call file', () => {
  test('a new file is dialled', () => {
    expect(step('', undefined)).toEqual({ kind: 'dial', attempt: 1, abandoned: 0 });
  });

  test('after an attempt that failed the next one follows, as long as retries are left', () => {
    expect(step(START + END, { state: 'closed' })).toEqual({ kind: 'dial', attempt: 2, abandoned: 0 });
    expect(step(START + END, { state: 'closed' }, 0)).toMatchObject({ kind: 'finish', status: 'Expired' });
  });

  test('killed during an attempt: it counts, and the rest is dialled', () => {
    expect(step(START, { state: 'open' })).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step(START, { state: 'open' }, 0)).toMatchObject({ kind: 'finish', status: 'Expired', why: 'expired' });
  });

  test('killed between the ledger and the file: the ledger counts', () => {
    expect(step('', { state: 'open' })).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step('', { state: 'open', notBeforeSeconds: 1300 })).toEqual({
      kind: 'wait',
      untilSeconds: 1300,
      attempts: 1,
      abandoned: 1,
    });
  });

  test('killed after the answer: never dialled again', () => {
    expect(step(START, { state: 'answered' }, 5)).toMatchObject({
      kind: 'finish',
      status: 'Completed',
      why: 'answered-before',
    });
    expect(step('', { state: 'answered' }, 5)).toMatchObject({ kind: 'finish', status: 'Completed' });
  });

  test('killed while it was put away: put away as it had ended', () => {
    expect(step(START, { state: 'finished', status: 'Expired' })).toMatchObject({ kind: 'finish', status: 'Expired' });
  });

  test('a file that took over a name owes nothing to the one before', () => {
    expect(step('', { state: 'answered', identity: { inode: '7', born: '999' } })).toMatchObject({
      kind: 'dial',
      attempt: 1,
    });
  });

  test('without a ledger, as when the file comes from another machine, its own lines count', () => {
    expect(step(START, undefined)).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step(START + END + START, undefined)).toMatchObject({ kind: 'finish', status: 'Expired' });
  });

  test('an answered file that is kept rests, until it is written anew', () => {
    expect(step(START, { state: 'kept' })).toEqual({ kind: 'rest' });
    expect(step('', { state: 'kept' })).toMatchObject({ kind: 'dial', attempt: 1 });
  });

  test('a negative MaxRetries allows no attempt, as in Asterisk', () => {
    expect(step('', undefined, -1)).toMatchObject({ kind: 'finish', status: 'Expired' });
  });
});

describe('the record in the ledger', () => {
  test('is read back as it was written', () => {
    const record: AttemptRecord = {
      identity: THIS,
      state: 'finished',
      attempts: 3,
      notBeforeSeconds: 9,
      status: 'Expired',
    };
    expect(parseAttemptRecord(writeAttemptRecord(record))).toEqual(record);
    const open: AttemptRecord = { identity: THIS, state: 'open', attempts: 1, notBeforeSeconds: 0 };
    expect(parseAttemptRecord(writeAttemptRecord(open))).toEqual(open);
    expect(parseAttemptRecord('')).toBeUndefined();
    expect(parseAttemptRecord('1 2 strange 3 4 -')).toBeUndefined();
    expect(parseAttemptRecord('1 2 open x 4 -')).toBeUndefined();
  });
});
