import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CDR_CASES, CDR_CSV, CDR_ROUNDS, CEL_FILES } from '../support/cdr-cases.ts';
import { type CdrLine, comparable, eventsByChannel, recordsByCase } from '../support/cdr-compare.ts';
import { playCdrCases } from '../support/cdr-play.ts';

function recorded<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../conformance/cdr', name), 'utf8'));
}

const records = recorded<Record<string, Record<string, CdrLine[]>>>('records.json');

describe.each(Object.entries(CDR_ROUNDS))('the records of a real Asterisk: %s', (round, cdrConf) => {
  let played: Record<string, CdrLine[]> = {};
  beforeAll(async () => {
    played = recordsByCase((await playCdrCases({ 'cdr.conf': cdrConf + CDR_CSV })).records);
  }, 120_000);
  test.each(CDR_CASES.map(({ name }) => name))('%s', (name) => {
    const theirs = records[round]?.[name] ?? [];
    const ours = played[name] ?? [];
    expect(comparable(name, ours, theirs)).toEqual(comparable(name, theirs, theirs));
  });
});

describe('the channel events of a real Asterisk', () => {
  const theirs = recorded<Record<string, string[]>>('events.json');
  let played: Record<string, string[]> = {};
  beforeAll(async () => {
    played = eventsByChannel((await playCdrCases(CEL_FILES)).events);
  }, 120_000);
  test.each(Object.keys(theirs))('%s', (channel) => {
    expect(played[channel]).toEqual(theirs[channel]);
  });
});
