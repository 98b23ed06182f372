import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { EventBus } from '../../../../src/base/event-bus.ts';
import { LogHub } from '../../../../src/base/log.ts';
import type { ChannelSnapshot } from '../../../../src/channel/snapshot.ts';
import { ChannelTable } from '../../../../src/channel/table.ts';
import { writeAmiLine } from '../../../../src/clients/ami/index.ts';
import { writeChannel, writeStep } from '../../../../src/integrations/ami/channel-text.ts';
import { snapshotHeaders } from '../../../../src/integrations/ami/snapshot-headers.ts';

function aChannel() {
  const clock = new VirtualClock();
  const table = new ChannelTable({
    clock,
    bus: new EventBus(() => {}),
    log: new LogHub(() => clock.now()).logger('test'),
  });
  const start = { context: 'default', exten: '100', priority: 1 };
  return table.create({ technology: 'SIP', resource: 'ada', state: 'Down', start });
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
  for (const change of changes) {
    const before = channel.snapshot();
    change();
    const now = channel.snapshot();
    for (const prefix of ['', 'Dest', '']) {
      expect(writeChannel(channel, now, prefix)).toBe(byHeaders(now, prefix));
      expect(writeChannel(channel, before, prefix)).toBe(byHeaders(before, prefix));
    }
    for (const one of [now, before]) expect(writeStep(channel, one)).toBe(stepByHeaders(one));
  }
});

test('a channel that is gone is written all the same', () => {
  const snapshot = aChannel().snapshot();
  expect(writeChannel(undefined, snapshot, 'Orig')).toBe(byHeaders(snapshot, 'Orig'));
  expect(writeStep(undefined, snapshot)).toBe(stepByHeaders(snapshot));
});
