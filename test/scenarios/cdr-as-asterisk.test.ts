import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CDR_CASES,
  CDR_CSV,
  CDR_ROUNDS,
  type CdrLine,
  CEL_FILES,
  comparable,
  eventsByChannel,
  recordsByCase,
} from '../support/cdr-cases.ts';
import { playCdrCases } from '../support/cdr-play.ts';

function recorded<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../conformance/cdr', name), 'utf8'));
}

const records = recorded<Record<string, Record<string, CdrLine[]>>>('records.json');

describe.each(Object.entries(CDR_ROUNDS))('the records of a real Asterisk: %s', (round, cdrConf) => {
  const played = playCdrCases({ 'cdr.conf': cdrConf + CDR_CSV }).then((play) => recordsByCase(play.records));
  test.each(CDR_CASES.map(({ name }) => name))('%s', async (name) => {
    const theirs = records[round]?.[name] ?? [];
    const ours = (await played)[name] ?? [];
    expect(comparable(name, ours, theirs)).toEqual(comparable(name, theirs, theirs));
  });
});

describe('the channel events of a real Asterisk', () => {
  const theirs = recorded<Record<string, string[]>>('events.json');
  const played = playCdrCases(CEL_FILES).then((play) => eventsByChannel(play.events));
  test.each(Object.keys(theirs))('%s', async (channel) => {
    expect((await played)[channel]).toEqual(theirs[channel]);
  });
});
