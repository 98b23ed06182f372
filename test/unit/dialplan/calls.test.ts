import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/base/log.ts';
import type { Processes } from '../../../src/pbx/ports/processes.ts';
import { type DialplanHouse, openDialplan } from '../../support/dialplan-house.ts';
import { startNothing, testEnvironment } from '../../support/test-pbx.ts';

/** A dialplan and calls into it with what a real Asterisk 16 logged for them, the channel's name as CH. */
interface Recording {
  readonly conf: readonly string[];
  readonly calls: ReadonlyArray<{ readonly start: string; readonly lines: readonly string[] }>;
}

/** A shell that knows the commands of the recordings. */
const shell: Processes = {
  start: startNothing,
  environment: testEnvironment(),
  run: async () => ({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '' }),
  shell: async (line) => ({
    exitCode: /^exit (\d+)$/.exec(line) ? Number(line.slice(5)) : line.startsWith('/nosuch') ? 127 : 0,
    stdout: Buffer.alloc(0),
    stderr: '',
  }),
};

/** What Asterisk says of its own future, and what hangs on the hour. */
const LEFT_OUT = [/Macro\(\) is deprecated/, /Dialplan should be updated/, /Channel will hangup at/];

/** Complaints about arguments that are missing: the words are each PBX's own. */
const USAGE =
  /^(WARNING|ERROR) .*(requires? (an )?argument|needs the argument|there is no variable to check|Deprecated syntax|Invalid Syntax|ExecIf\(<expr>|requires (at least )?one variable).*/s;

function comparable(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !LEFT_OUT.some((pattern) => pattern.test(line)))
    .map((line) => line.replace(USAGE, 'usage'));
}

/** Calls that go another way here, and why. */
const NOT_MET: ReadonlyMap<string, string> = new Map([
  ['m10@t', 'the h of a macro runs in the macro, with its arguments'],
  ['ei7@t', 'one complaint is enough'],
  ['wa1@t', 'what is no number is complained of'],
  ['ex4@t', 'Hangup ends the call as everywhere'],
  ['sh@t', 'a call that hangs itself up ends with the note of every other end'],
  ['incompl@t', 'the words for an invalid extension are those of digits that make none'],
  ['568@t', 'a timeout that leads nowhere is a warning'],
]);

/** A record as the recordings have it: the place that warnings name is taken off. */
function asLine({ level, message }: LogRecord, channel: string): string {
  return `${level.toUpperCase()} ${message.replaceAll(channel, 'CH').replace(/ \[[^\]]*@[^\]]*, CH\]$/, '')}`;
}

describe.each(['goto-and-gosub', 'macro-while-exec', 'special-extensions', 'small-applications', 'more-applications'])(
  'calls recorded from Asterisk: %s',
  (name) => {
    const file = new URL(`../../conformance/dialplan/calls-${name}.json`, import.meta.url);
    const recording: Recording = JSON.parse(readFileSync(file, 'utf8'));
    let house: DialplanHouse;

    beforeAll(async () => {
      house = await openDialplan(recording.conf.join('\n'), { processes: shell });
    });
    afterAll(() => house.close());

    test.each(recording.calls.filter(({ start }) => !NOT_MET.has(start)))('$start', async ({ start, lines }) => {
      const [exten = '', context = ''] = start.split('@');
      const from = house.records.length;
      const channel = await house.call(exten, context);
      const ours = house.records.slice(from).map((record) => asLine(record, channel.name));
      expect(comparable(ours)).toEqual(comparable(lines));
    });
  },
);
