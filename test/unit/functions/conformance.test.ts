import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/base/log.ts';
import { openDialplan } from '../../support/dialplan-house.ts';

/** A text or (behind `!`) an application, and what a real Asterisk 16 made of it. */
interface Case {
  readonly text: string;
  readonly value?: string;
  readonly complaints?: readonly string[];
}

const file = new URL('../../conformance/dialplan/functions.json', import.meta.url);
const calls: ReadonlyArray<{ readonly name: string; readonly cases: readonly Case[] }> = JSON.parse(
  readFileSync(file, 'utf8'),
);

const SETUP = ['ABC=abcdefghij', 'N1=1', 'EMPTY=', 'NUM=5551234', 'Q="q"', 'SP= a b ', 'PI=1555-a-b', 'LST=a,b,c,d'];

/** One call that runs every case in order; the value of a text is the argument of its NoOp. */
function dialplan(cases: readonly Case[]): string {
  const lines = cases.flatMap(({ text }, index) => {
    const written = text.replaceAll(';', '\\;');
    return written.startsWith('!') ? [written.slice(1), `NoOp(<${index}>)`] : [`NoOp(<${index}>${written})`];
  });
  const steps = [...SETUP.map((one) => `Set(${one})`), ...lines].map((step) => ` same => n,${step}`);
  const hints = ['[hints]', 'exten => 100,hint,SIP/a(Bob)', 'exten => 101,hint(Lab),SIP/b', 'exten => 102,hint,SIP/c'];
  return ['[globals]', 'G1=glob', '[probe]', 'exten => s,1,NoOp()', ...steps, ...hints].join('\n');
}

interface Answer {
  readonly value: string;
  readonly complaints: readonly string[];
}

const EXECUTING = /^Executing \[s@probe:\d+\] NoOp\("[^"]*", "<(\d+)>(.*)"\) in new stack$/s;

function answers(records: readonly LogRecord[]): Map<number, Answer> {
  const found = new Map<number, Answer>();
  let complaints: string[] = [];
  for (const { level, message } of records) {
    const executed = EXECUTING.exec(message);
    if (executed) {
      found.set(Number(executed[1]), { value: executed[2] ?? '', complaints });
      complaints = [];
    } else if (!message.startsWith('Executing ')) {
      complaints.push(`${level.toUpperCase()} ${message.replace(/ \[[^\]]*@[^\]]*, [^\]]*\]$/, '')}`);
    }
  }
  return found;
}

/** Complaints about arguments: the words are each PBX's own. */
const USAGE =
  /^(WARNING|ERROR) .*(Syntax|Usage|requires? (an |a )?(argument|variable)|needs the argument|missing argument|No argument specified).*/s;

function comparable(complaints: readonly string[] = []): string[] {
  return complaints.map((one) => one.replace(USAGE, 'usage'));
}

/** What is not met, and why. */
const NOT_MET: ReadonlyMap<string, string> = new Map<string, string>([
  ['${CALLERID(ani2)}|${CALLERID(ton)}', 'the call of this test has dialled something'],
  ['America/New_York,%c %Z', 'the abbreviation is that of the zone asked for'],
  ['Europe/Berlin,%H %Z', 'the abbreviation is that of the zone asked for'],
  ['STRPTIME(09:05', 'seconds do not wrap at 32 bits'],
  ['VERSION(ASTERISK_VERSION)', 'another version'],
  ['DB_KEYS()', 'Asterisk keeps things of its own in its database'],
]);

function isMet(text: string): boolean {
  return ![...NOT_MET.keys()].some((part) => text.includes(part));
}

describe.each(calls)('functions recorded from Asterisk: $name', ({ cases }) => {
  let ours: Map<number, Answer>;

  beforeAll(async () => {
    const house = await openDialplan(dialplan(cases), { startMs: Date.UTC(2026, 10, 21, 2, 26, 30) });
    const from = house.records.length;
    await house.call('s', 'probe');
    ours = answers(house.records.slice(from));
    await house.close();
  });

  test.each(cases.map((one, index) => ({ ...one, index })).filter(({ text }) => isMet(text)))(
    '$text',
    ({ value, complaints, index }) => {
      const answer = ours.get(index);
      if (value !== undefined) expect(answer?.value).toBe(value);
      expect(comparable(answer?.complaints)).toEqual(comparable(complaints));
    },
  );
});
