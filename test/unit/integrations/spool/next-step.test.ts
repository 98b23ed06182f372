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
    record: record && { identity: THIS, state: 'begun', attempts: 1, notBeforeSeconds: 0, callId: '', ...record },
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
    expect(step(START + END, {})).toEqual({ kind: 'dial', attempt: 2, abandoned: 0 });
    expect(step(START + END, {}, 0)).toMatchObject({ kind: 'expire', attempts: 1 });
  });

  test('killed during an attempt: it counts, and the rest is dialled', () => {
    expect(step(START, {})).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step(START, {}, 0)).toMatchObject({ kind: 'expire', attempts: 1 });
    expect(step(START + END + START, { attempts: 2 }, 2)).toEqual({ kind: 'dial', attempt: 3, abandoned: 2 });
  });

  test('killed between the ledger and the file: the ledger counts', () => {
    expect(step('', {})).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step('', { notBeforeSeconds: 1300 })).toEqual({ kind: 'wait', untilSeconds: 1300, abandoned: 1 });
    expect(step(START + END, { attempts: 2 }, 2)).toEqual({ kind: 'dial', attempt: 3, abandoned: 2 });
  });

  test('killed after the answer: never dialled again', () => {
    expect(step(START, { state: 'answered' }, 5)).toEqual({ kind: 'complete' });
    expect(step('', { state: 'answered' }, 5)).toEqual({ kind: 'complete' });
  });

  test('a file that took over a name owes nothing to the one before', () => {
    expect(step('', { state: 'answered', identity: { inode: '7', born: '999' } })).toMatchObject({
      kind: 'dial',
      attempt: 1,
    });
  });

  test('without a ledger, as when the file comes from another machine, its own lines count', () => {
    expect(step(START, undefined)).toEqual({ kind: 'dial', attempt: 2, abandoned: 1 });
    expect(step(START + END + START, undefined)).toEqual({ kind: 'expire', attempts: 2, abandoned: 2 });
  });

  test('a file that is done with and kept rests, until it is written anew', () => {
    expect(step(START, { state: 'kept' })).toEqual({ kind: 'rest' });
    expect(step('', { state: 'kept' })).toMatchObject({ kind: 'dial', attempt: 1 });
  });

  test('a negative MaxRetries allows no attempt, as in Asterisk', () => {
    expect(step('', undefined, -1)).toEqual({ kind: 'expire', attempts: 0, abandoned: 0 });
  });
});

describe('the record in the ledger', () => {
  test('is read back as it was written', () => {
    const record: AttemptRecord = {
      identity: THIS,
      state: 'answered',
      attempts: 3,
      notBeforeSeconds: 9,
      callId: 'abc@host',
    };
    expect(parseAttemptRecord(writeAttemptRecord(record))).toEqual(record);
    expect(parseAttemptRecord('')).toBeUndefined();
    expect(parseAttemptRecord('1 2 strange 3 4')).toBeUndefined();
    expect(parseAttemptRecord('1 2 begun x 4')).toBeUndefined();
  });
});
