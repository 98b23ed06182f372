import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { LogHub } from '../../../../src/base/log.ts';
import { MailQueue } from '../../../../src/features/voicemail/mail/mail-queue.ts';
import type { ReadyMail, SendResult } from '../../../../src/features/voicemail/mail/send-mail.ts';

let folder: string;
let result: SendResult;
let resultOf: (mail: ReadyMail) => SendResult;
let gone: string[];
let sent: string[];
let lines: string[];
const clock = new VirtualClock();
const mail = (to: string): ReadyMail => ({ from: 'pbx@x', to: [to], raw: '' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-mail-'));
  result = { kind: 'sent' };
  resultOf = () => result;
  gone = [];
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
    onSent: ({ to }) => void gone.push(...to),
    send(one) {
      const now = resultOf(one);
      if (now.kind === 'sent') sent.push(...one.to);
      return Promise.resolve(now);
    },
  });
}
const waiting = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'));

test('while the server is away mail waits on disk, with one warning; then it goes, once and in order', async () => {
  result = { kind: 'away', reason: 'nobody there' };
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

test('a mail that the server puts off holds up nobody, and goes at a later attempt', async () => {
  resultOf = ({ to }) => (to.includes('grey') && clock.now() < until ? { kind: 'later', reason: '450 wait' } : result);
  const until = clock.now() + 150_000;
  const queue = open();
  queue.add(mail('grey'));
  queue.add(mail('e'));
  await clock.advance(10_000);
  expect(sent).toEqual(['e']);
  queue.add(mail('f'));
  await clock.advance(1);
  expect(sent).toEqual(['e', 'f']);
  await clock.advance(600_000);
  expect([sent, gone, waiting()]).toEqual([['e', 'f', 'grey'], ['e', 'f', 'grey'], []]);
  expect(lines).toEqual(['notice: voicemail: the mail to grey is put off and will be tried again: 450 wait']);
});

test('of several, each is served for himself: one now, one later, one never', async () => {
  const rounds: string[][] = [];
  resultOf = ({ to }) => {
    rounds.push([...to]);
    if (to.length === 1) return { kind: 'sent' };
    return { kind: 'sent', later: { to: ['b'], reason: '451' }, refused: { to: ['c'], reason: '550' } };
  };
  open().add({ ...mail('a'), to: ['a', 'b', 'c'] });
  await clock.advance(120_000);
  expect(rounds).toEqual([['a', 'b', 'c'], ['b']]);
  const [kept = ''] = readdirSync(join(folder, 'refused'));
  expect(JSON.parse(readFileSync(join(folder, 'refused', kept), 'utf8'))).toMatchObject({ to: ['c'] });
  expect(waiting()).toEqual([]);
});

test('a mail that somebody takes away while it is put off is forgotten', async () => {
  result = { kind: 'later', reason: '450' };
  open().add(mail('g'));
  await clock.advance(1);
  for (const name of waiting()) rmSync(join(folder, name));
  await clock.advance(120_000);
  expect(clock.pending).toBe(0);
});

test('so many wait, and no more', () => {
  for (let n = 0; n < 1000; n++) writeFileSync(join(folder, `${n}.json`), '{}');
  const queue = open();
  expect(() => queue.add(mail('h'))).toThrow('1000 mails wait already');
});
