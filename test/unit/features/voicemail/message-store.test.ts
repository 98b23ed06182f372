import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { MessageStore } from '../../../../src/features/voicemail/message-store.ts';
import type { Mailbox } from '../../../../src/features/voicemail/settings.ts';

const SOURCE = pathToFileURL(join(import.meta.dirname, '../../../../src/features/voicemail/message-store.ts')).href;
const BOX = { box: '100', context: 'default', own: new Map() } as unknown as Mailbox;
const KILLS = 4;

/** Files messages and deletes the second of four, again and again, and says what is done and what is begun. */
const BUSY = `
import { writeFileSync, writeSync } from 'node:fs';
import { MessageStore } from ${JSON.stringify(SOURCE)};
const [folder, from] = [process.argv[1], Number(process.argv[2])];
const store = new MessageStore(folder + '/voicemail');
const box = { box: '100', context: 'default' };
const facts = { origMailbox: '100', context: 'default', macroContext: '', exten: '100', rdnis: 'unknown', priority: 1, callerChannel: 'x',
  callerId: 'Unknown', origDate: '', origTime: 1, category: '', flag: '', durationSeconds: 2 };
for (let n = from; ; n++) {
  const sound = store.temporary(box, 'sound-' + n);
  for (const extension of ['wav', 'gsm']) writeFileSync(sound + '.' + extension, 'id-' + n);
  store.add(box, 'INBOX', { from: sound, extensions: ['wav', 'gsm'], facts: { ...facts, messageId: 'id-' + n } }, 'move');
  writeSync(1, '+id-' + n + '\\n');
  const list = store.list(box, 'INBOX');
  if (list.length < 4) continue;
  writeSync(1, '-' + list[1].facts.messageId + '\\n');
  store.delete(box, [list[1]]);
}
`;

test('killed at any moment, the mailbox has whole messages, none is lost, and no sound is under another message’s text', {
  timeout: 30_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new MessageStore(join(folder, 'voicemail'));
  const [filed, deleted] = [new Set<string>(), new Set<string>()];
  let lines = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', BUSY, folder, String(1000 * kill)]);
    let told = '';
    const enough = 7 + 5 * kill;
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.split('\n').length > enough) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
    for (const line of told.split('\n')) {
      if (line.startsWith('+')) filed.add(line.slice(1));
      if (line.startsWith('-')) deleted.add(line.slice(1));
      lines++;
    }
    const messages = store.list(BOX, 'INBOX');
    const ids = messages.map(({ facts }) => facts.messageId);
    for (const { base, facts } of messages)
      for (const extension of ['wav', 'gsm'])
        expect(readFileSync(`${base}.${extension}`, 'utf8'), base).toBe(facts.messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...filed].filter((id) => !deleted.has(id) && !ids.includes(id))).toEqual([]);
  }
  expect(lines).toBeGreaterThan(KILLS * 7);
});
