import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** A mailbox of which the folder Work holds messages with these ids, and its mail. */
function work(...ids: readonly string[]): { store: MessageStore; box: Mailbox; mail: Voicemail } {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = new MessageStore(folder);
  const box = { box: '100', context: 'default', own: new Map() } as unknown as Mailbox;
  for (const [n, messageId] of ids.entries()) {
    const from = join(folder, `sound-${n}`);
    writeFileSync(`${from}.wav`, `message ${n}`);
    store.add(box, 'Work', { from, extensions: ['wav'], facts: { ...FACTS, messageId } }, 'move');
  }
  const mail = { store, settings: { general: { maxmsg: 100, moveheard: true } }, changed() {} } as unknown as Voicemail;
  return { store, box, mail };
}

test('of two who listen at once, each deletes the messages that were chosen, whatever their numbers are by then', () => {
  const { store, box, mail } = work('id-0', 'id-1', 'id-2');
  const [first, second] = [new MessageFolder(mail, box, 'Work'), new MessageFolder(mail, box, 'Work')];
  first.goTo(0);
  first.toggleDeleted();
  second.goTo(1);
  second.toggleDeleted();
  expect([first.close(), second.close()]).toEqual([undefined, undefined]);
  expect(store.list(box, 'Work').map(({ facts }) => facts.messageId)).toEqual(['id-2']);
});

test('of two copies of a message the one is deleted that was chosen, and both where both were', () => {
  const deleting = (...places: readonly number[]): string[] => {
    const { store, box, mail } = work('id-0', 'same', 'same', 'id-3');
    const folder = new MessageFolder(mail, box, 'Work');
    for (const place of places) {
      folder.goTo(place);
      folder.toggleDeleted();
    }
    expect(folder.close()).toBeUndefined();
    return store.list(box, 'Work').map(({ base }) => readFileSync(`${base}.wav`, 'utf8'));
  };
  expect(deleting(2)).toEqual(['message 0', 'message 1', 'message 3']);
  expect(deleting(1, 2)).toEqual(['message 0', 'message 3']);
});
