import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { diskSource } from '../../../../src/config/disk-source.ts';
import { loadConfig } from '../../../../src/config/schema/apply-schema.ts';
import { CountsCache } from '../../../../src/features/voicemail/counts-cache.ts';
import { voicemailSchema } from '../../../../src/features/voicemail/files/voicemail-conf.ts';
import { MessageStore } from '../../../../src/features/voicemail/message-store.ts';
import { MailboxPoll } from '../../../../src/features/voicemail/poll-mailboxes.ts';
import { findMailbox, type Mailbox, voicemailSettings } from '../../../../src/features/voicemail/settings.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'asterism-counts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function boxes(count: number): Mailbox[] {
  const lines = Array.from({ length: count }, (_, n) => `${1000 + n} => 1,Somebody`);
  writeFileSync(join(root, 'voicemail.conf'), `[general]\n[default]\n${lines.join('\n')}\n`);
  const settings = voicemailSettings(loadConfig(diskSource(root), voicemailSchema).values);
  return Array.from({ length: count }, (_, n) => findMailbox(settings, String(1000 + n)) ?? []).flat();
}

/** Another program puts a message there. */
function put(box: string, number: number, folder = 'INBOX'): string {
  const path = join(root, 'default', box, folder);
  mkdirSync(path, { recursive: true });
  const file = join(path, `msg000${number}.txt`);
  writeFileSync(file, '');
  return file;
}

test('folders are read once, and again only after a change, by whomever', () => {
  const [box] = boxes(1);
  if (!box) throw new Error('no mailbox');
  const store = new MessageStore(root);
  const read = vi.spyOn(store, 'counts');
  const cache = new CountsCache(store);
  expect(cache.counts(box)).toEqual({ unheard: 0, urgent: 0, heard: 0 });
  const file = put('1000', 0);
  put('1000', 0, 'Urgent');
  for (let time = 0; time < 50; time++) expect(cache.counts(box)).toEqual({ unheard: 1, urgent: 1, heard: 0 });
  expect(read).toHaveBeenCalledTimes(2);
  rmSync(file);
  cache.forget(box);
  expect(cache.counts(box).unheard).toBe(0);
});

test('the poll tells of each mailbox that another program has changed, once, and not of our own changes', async () => {
  const clock = new VirtualClock();
  const all = boxes(250);
  const cache = new CountsCache(new MessageStore(root));
  const told: string[] = [];
  let everyMs: number | undefined = 30_000;
  const poll = new MailboxPoll({
    clock,
    settings: () => ({ boxes: all, everyMs }),
    counts: (box) => cache.counts(box),
    onChange: ({ box }) => void told.push(box),
  });
  await clock.advance(31_000);
  const file = put('1007', 0);
  put('1249', 0, 'Old');
  const [own] = all;
  put('1000', 0);
  if (own) poll.seen(own);
  await clock.advance(30_000);
  await clock.advance(60_000);
  expect(told).toEqual(['1007', '1249']);
  rmSync(file);
  cache.forget({ box: '1007', context: 'default' });
  await clock.advance(30_000);
  expect(told).toEqual(['1007', '1249', '1007']);
  everyMs = undefined;
  poll.restart();
  expect(clock.pending).toBe(0);
});
