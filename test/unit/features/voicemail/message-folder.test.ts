import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MessageFacts } from '../../../../src/features/voicemail/message.ts';
import { MessageFolder } from '../../../../src/features/voicemail/message-folder.ts';
import { MessageStore } from '../../../../src/features/voicemail/message-store.ts';
import type { Mailbox } from '../../../../src/features/voicemail/settings.ts';
import type { Voicemail } from '../../../../src/features/voicemail/voicemail.ts';

const FACTS: MessageFacts = {
  origMailbox: '100',
  context: 'default',
  macroContext: '',
  exten: '100',
  rdnis: 'unknown',
  priority: 1,
  callerChannel: 'SIP/x-1',
  callerId: 'Unknown',
  origDate: '',
  origTime: 1,
  category: '',
  messageId: '',
  flag: '',
  durationSeconds: 2,
};

test('of two who listen at once, each deletes the messages that were chosen, whatever their numbers are by then', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new MessageStore(folder);
  const box = { box: '100', context: 'default', own: new Map() } as unknown as Mailbox;
  for (let n = 0; n < 3; n++) {
    const from = join(folder, `sound-${n}`);
    writeFileSync(`${from}.wav`, `message ${n}`);
    store.add(box, 'Work', { from, extensions: ['wav'], facts: { ...FACTS, messageId: `id-${n}` } }, 'move');
  }
  const mail = { store, settings: { general: { maxmsg: 100, moveheard: true } }, changed() {} } as unknown as Voicemail;
  const [first, second] = [new MessageFolder(mail, box, 'Work'), new MessageFolder(mail, box, 'Work')];
  first.goTo(0);
  first.toggleDeleted();
  second.goTo(1);
  second.toggleDeleted();
  expect([first.close(), second.close()]).toEqual([undefined, undefined]);
  expect(store.list(box, 'Work').map(({ facts }) => facts.messageId)).toEqual(['id-2']);
});
