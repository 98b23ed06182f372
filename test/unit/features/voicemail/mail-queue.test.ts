import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { LogHub } from '../../../../src/base/log.ts';
import { MailQueue } from '../../../../src/features/voicemail/mail/mail-queue.ts';
import type { ReadyMail, SendResult } from '../../../../src/features/voicemail/mail/send-mail.ts';

let folder: string;
let result: SendResult;
let sent: string[];
let lines: string[];
const clock = new VirtualClock();
const mail = (to: string): ReadyMail => ({ from: 'pbx@x', to: [to], raw: '' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-mail-'));
  result = { kind: 'sent' };
  [sent, lines] = [[], []];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): MailQueue {
  const hub = new LogHub(() => 0);
  hub.add({ verbosity: 0, debug: 0, write: ({ level, message }) => void lines.push(`${level}: ${message}`) });
  return new MailQueue({
    folder,
    clock,
    log: hub.logger('voicemail'),
    signal: new AbortController().signal,
    send(one) {
      if (result.kind === 'sent') sent.push(...one.to);
      return Promise.resolve(result);
    },
  });
}
const waiting = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'));

test('while the server is away mail waits on disk, with one warning; then it goes, once and in order', async () => {
  result = { kind: 'later', reason: 'nobody there' };
  const queue = open();
  queue.add(mail('a'));
  queue.add(mail('b'));
  await clock.advance(3 * 60_000);
  expect(waiting()).toHaveLength(2);
  expect(lines).toEqual(['warning: voicemail: mail waits and will be tried again: nobody there']);
  result = { kind: 'sent' };
  await clock.advance(3_600_000);
  expect([sent, waiting()]).toEqual([['a', 'b'], []]);
  expect(lines.at(-1)).toBe('notice: voicemail: mail goes out again');
});

test('what waited goes after a restart', async () => {
  writeFileSync(join(folder, '1.json'), JSON.stringify(mail('c')));
  open().kick();
  await clock.advance(1);
  expect([sent, waiting()]).toEqual([['c'], []]);
});

test('a refused mail and a torn file are kept aside and hold up nobody', async () => {
  writeFileSync(join(folder, '0.json'), '{"from":"x');
  open().add(mail('d'));
  await clock.advance(1);
  expect(sent).toEqual(['d']);
  expect(readdirSync(join(folder, 'refused'))).toEqual(['0.json']);
  expect(lines).toEqual([expect.stringContaining('the file is torn')]);
});
