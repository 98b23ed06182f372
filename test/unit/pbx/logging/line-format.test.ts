import { expect, test } from 'vitest';
import { formatDate } from '../../../../src/base/date-format.ts';
import type { LogRecord } from '../../../../src/base/log.ts';
import { createDateFormatter } from '../../../../src/pbx/services/logging/date-formatter.ts';
import { consoleLine, fileLine, jsonLine } from '../../../../src/pbx/services/logging/line-format.ts';

const record = (parts: Partial<LogRecord>): LogRecord => ({
  level: 'verbose',
  verbosity: 3,
  timeMs: 0,
  source: 'pbx',
  message: 'text',
  ...parts,
});
const plain = { colour: false, timestamps: false, date: () => 'Nov  1 10:00:00', processId: 42 };

test('verbose lines have the prefix of their level', () => {
  const lines = [0, 1, 2, 3, 4, 9].map((verbosity) => consoleLine(record({ verbosity }), plain));
  expect(lines).toEqual(['text\n', ' text\n', '  == text\n', '    -- text\n', '       > text\n', '       > text\n']);
  expect(consoleLine(record({ message: 'a\nb' }), { ...plain, timestamps: true })).toBe(
    '[Nov  1 10:00:00]     -- a\n    -- b\n',
  );
});

test('other lines tell time, level, process and source', () => {
  const warning = record({ level: 'warning', verbosity: 0, source: 'res_calendar', message: 'no such thing' });
  expect(consoleLine(warning, plain)).toBe('[Nov  1 10:00:00] WARNING[42]: res_calendar: no such thing\n');
  expect(fileLine(warning, plain.date, 42)).toBe('[Nov  1 10:00:00] WARNING[42] res_calendar: no such thing\n');
  expect(JSON.parse(jsonLine(warning, plain.date, 42))).toMatchObject({
    timestamp: 'Nov  1 10:00:00',
    identifiers: { lwp: 42 },
    logmsg: { level: 'WARNING', message: 'no such thing', location: { filename: 'res_calendar' } },
  });
});

test('what is said in a call carries its id', () => {
  const warning = record({ level: 'warning', verbosity: 0, message: 'm', callId: 'C-0000000a' });
  expect(consoleLine(warning, plain)).toBe('[Nov  1 10:00:00] WARNING[42][C-0000000a]: pbx: m\n');
  expect(fileLine(warning, plain.date, 42)).toBe('[Nov  1 10:00:00] WARNING[42][C-0000000a] pbx: m\n');
});

test('what a caller sends can neither steer a terminal nor be taken for colour', () => {
  const line = consoleLine(record({ message: 'from \x1b[2J\x07"evil"\r' }), plain);
  expect(line).toBe('    -- from ?[2J?"evil"?\n');
});

test('a step is coloured where colours are wanted', () => {
  const step = record({ message: 'Executing [100@a:1] Dial("SIP/b-1", "SIP/c") in new stack' });
  const line = consoleLine(step, { ...plain, colour: true });
  expect(line).toContain('\x1b[1;36mDial\x1b[0m("\x1b[1;35mSIP/b-1\x1b[0m"');
  expect(line.replace(/\x1b\[[0-9;]*m/g, '')).toBe(
    '    -- Executing [100@a:1] Dial("SIP/b-1", "SIP/c") in new stack\n',
  );
});

test('dates by strftime, with fractions', () => {
  const date = new Date(2026, 0, 5, 3, 4, 9, 78);
  expect(formatDate('%b %e %T', date.getTime())).toBe('Jan  5 03:04:09');
  expect(formatDate('%F %T.%3q|%q|%6q|%1q', date.getTime())).toBe('2026-01-05 03:04:09.078|078|078000|0');
  expect(formatDate('%A %j %I%p %% %y %f', date.getTime())).toBe('Monday 005 03AM % 26 %f');
  const formatter = createDateFormatter('%T.%3q');
  expect([formatter(date.getTime()), formatter(date.getTime() + 1)]).toEqual(['03:04:09.078', '03:04:09.079']);
});
