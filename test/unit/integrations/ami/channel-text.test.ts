import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { EventBus } from '../../../../src/base/event-bus.ts';
import { LogHub } from '../../../../src/base/log.ts';
import type { ChannelSnapshot } from '../../../../src/channel/snapshot.ts';
import { ChannelTable } from '../../../../src/channel/table.ts';
import { writeAmiLine } from '../../../../src/clients/ami/index.ts';
import { ChannelText } from '../../../../src/integrations/ami/channel-text.ts';
import { snapshotHeaders } from '../../../../src/integrations/ami/snapshot-headers.ts';

function aTable() {
  const clock = new VirtualClock();
  return new ChannelTable({
    clock,
    bus: new EventBus(() => {}),
    log: new LogHub(() => clock.now()).logger('test'),
  });
}

function aChannel() {
  const start = { context: 'default', exten: '100', priority: 1 };
  return aTable().create({ technology: 'SIP', resource: 'ada', state: 'Down', start });
}

const byHeaders = (snapshot: ChannelSnapshot, prefix = ''): string =>
  snapshotHeaders(snapshot, prefix)
    .map(([name, value]) => writeAmiLine(name, value))
    .join('');

const stepByHeaders = (snapshot: ChannelSnapshot): string =>
  [
    byHeaders(snapshot),
    writeAmiLine('Extension', snapshot.exten),
    writeAmiLine('Application', snapshot.application),
    writeAmiLine('AppData', snapshot.applicationData),
  ].join('');

test('whatever of a channel changes, its text is as its headers are', () => {
  const channel = aChannel();
  const changes: ReadonlyArray<() => void> = [
    () => {},
    () => channel.setState('Ring'),
    () => channel.setCaller({ name: 'Ada "the first"', number: '100' }),
    () => channel.setConnected({ name: 'Bert\r\nEvent: forged', number: '200' }),
    () => channel.update({ accountCode: 'sales' }),
    () => channel.position.moveTo({ context: 'default', exten: '100', priority: 2 }),
    () => channel.position.moveTo({ context: 'default', exten: '200', priority: 2 }),
    () => channel.position.moveTo({ context: 'inside', exten: '200', priority: 2 }),
    () => Object.assign(channel.position, { application: 'NoOp', applicationData: 'a\r\nb', priority: 3 }),
    () => {
      channel.settings.language = 'de';
      channel.linkedId = '1.7';
      channel.touch();
    },
  ];
  const text = new ChannelText();
  for (const change of changes) {
    const before = channel.snapshot();
    change();
    const now = channel.snapshot();
    for (const prefix of ['', 'Dest', '']) {
      expect(text.write(now, prefix)).toBe(byHeaders(now, prefix));
      expect(text.write(before, prefix)).toBe(byHeaders(before, prefix));
    }
    for (const one of [now, before]) expect(text.writeStep(one)).toBe(stepByHeaders(one));
  }
});

test('events of many channels by turns are written each with its own', () => {
  const table = aTable();
  const snapshots = Array.from({ length: 40 }, (_, n) => {
    const start = { context: 'default', exten: String(n), priority: 1 };
    return table.create({ technology: 'SIP', resource: 'ada', state: 'Down', start }).snapshot();
  });
  const text = new ChannelText();
  for (const one of [...snapshots, ...snapshots.toReversed()]) {
    expect(text.write(one, '')).toBe(byHeaders(one));
    expect(text.writeStep(one)).toBe(stepByHeaders(one));
  }
});
