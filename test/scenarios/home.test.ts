import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HomeBridge, type Trigger } from '../../src/integrations/home/home-bridge.ts';
import { readHomeSettings } from '../../src/integrations/home/settings.ts';
import type { Address } from '../../src/net/address.ts';
import type { MemoryNetwork } from '../../src/net/memory-network.ts';
import type { TcpConnection, TcpHandler } from '../../src/net/network.ts';
import { databasePort } from '../../src/pbx/ports/database.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'home');
const file = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const NOLOAD = ['chan_sip', 'chan_pjsip', 'res_pjsip', 'asterisk', 'res_console', 'app_voicemail'];

interface House extends AsyncDisposable {
  readonly pbx: TestPbx;
  readonly bridge: HomeBridge;
  readonly triggers: Trigger[];
  readonly changes: string[];
  readonly line: Line;
  /** Heard and unheard messages of 22@default. */
  messages: { heard: number; unheard: number };
}

/** The way to the PBX, which can be cut. */
class Line {
  readonly #network: MemoryNetwork;
  #cut = false;
  #current: (() => void) | undefined;

  constructor(network: MemoryNetwork) {
    this.#network = network;
  }

  connectTcp(remote: Address, handler: TcpHandler): TcpConnection {
    const connection = this.#network.connectTcp(this.#cut ? { ...remote, port: 1 } : remote, handler);
    this.#current = () => {
      connection.close();
      handler.onClose();
    };
    return connection;
  }

  cut(): void {
    this.#cut = true;
    this.#current?.();
  }

  mend(): void {
    this.#cut = false;
  }
}

async function open(): Promise<House> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': file('extensions.conf'), 'manager.conf': file('manager.conf') },
    noload: NOLOAD,
    technologies: ['SIP'],
    phones: { '2222': answerAfter(500), '200': answerAfter(500), '240': answerAfter(500) },
  });
  const messages = { heard: 3, unheard: 2 };
  pbx.pbx.ports.use(mailboxesPort).keep({
    counts: (box, context) => (box === '22' && context === 'default' ? { ...messages, urgent: 0 } : undefined),
  });
  const read = readHomeSettings({
    plugin: file('house/plugin.conf'),
    items: file('house/items.conf'),
    logics: file('house/logic.conf'),
  });
  expect(read.diagnostics).toEqual([]);
  const log = { notice: () => {}, warning: () => {} };
  const line = new Line(pbx.network);
  const bridge = new HomeBridge({ network: line, clock: pbx.clock, log }, read.settings);
  const triggers: Trigger[] = [];
  const changes: string[] = [];
  bridge.onTrigger((trigger) => triggers.push(trigger));
  bridge.items.onChange(({ settings, value }) => changes.push(`${settings.path}=${String(value)}`));
  bridge.start();
  await pbx.clock.advance(2000);
  return {
    pbx,
    bridge,
    triggers,
    changes,
    messages,
    line,
    async [Symbol.asyncDispose]() {
      bridge.close();
      await pbx.close();
    },
  };
}

/** What `asked` resolves with, while time runs. */
async function soon<T>({ pbx }: House, asked: Promise<T>): Promise<T> {
  let over = false;
  void asked.then(() => (over = true));
  await pbx.clock.advanceUntil(() => over, 10_000);
  return asked;
}

test('at the start every item has its value', async () => {
  await using house = await open();
  expect(house.bridge.items.list().map(({ settings, value }) => [settings.path, value])).toEqual([
    ['office.fon', false],
    ['office.fon.box', 2],
    ['office.quiet', undefined],
  ]);
});

test('an item is true while its phone is in a call, and the database follows', async () => {
  await using house = await open();
  const { pbx, bridge } = house;
  const database = pbx.pbx.ports.use(databasePort);
  const call = pbx.call('200', '2222', { context: 'house' });
  await pbx.clock.advance(3000);
  expect(bridge.items.find('office.fon')?.value).toBe(true);
  expect(database.get('active', 'office')).toBe('1');
  call.hangUp();
  await pbx.clock.advance(3000);
  expect(bridge.items.find('office.fon')?.value).toBe(false);
  expect(database.get('active', 'office')).toBe('0');
  const made = pbx.call('2222', '200', { context: 'house' });
  await pbx.clock.advance(3000);
  expect(bridge.items.find('office.fon')?.value).toBe(true);
  made.hangUp();
  await pbx.clock.advance(3000);
  expect(house.changes.filter((change) => change.startsWith('office.fon='))).toEqual([
    'office.fon=false',
    'office.fon=true',
    'office.fon=false',
    'office.fon=true',
    'office.fon=false',
  ]);
});

test('an item that changes while it is being written is written again', async () => {
  await using house = await open();
  const database = house.pbx.pbx.ports.use(databasePort);
  for (const value of [true, false]) {
    house.bridge.items.set('office.quiet', !value);
    house.bridge.items.set('office.quiet', value);
    await house.pbx.clock.advance(100);
    expect(database.get('dnd', '2222')).toBe(value ? '1' : '0');
  }
});

test('a UserEvent triggers the logics that are meant', async () => {
  await using house = await open();
  const { pbx } = house;
  pbx.call('200', '2222', { context: 'house', caller: { number: '200', name: 'Hall' } });
  await pbx.clock.advance(100);
  expect(house.triggers).toEqual([
    { logic: 'logic1', event: 'Call', source: '200', destination: '2222', value: 'Hall' },
  ]);
  pbx.call('200', '240', { context: 'house' });
  pbx.call('2222', '0', { context: 'house' });
  await pbx.clock.advance(100);
  expect(house.triggers.slice(1).map(({ logic, source }) => `${logic} ${source}`)).toEqual([
    'logic1 200',
    'doorbell 200',
    'logic2 2222',
  ]);
});

test('a mailbox item follows its mailbox, and mailbox_count tells old and new', async () => {
  await using house = await open();
  const { pbx, bridge, messages } = house;
  messages.unheard = 5;
  pbx.pbx.ports.use(mailboxesPort).changed('22', 'default');
  await pbx.clock.advance(1000);
  expect(bridge.items.find('office.fon.box')?.value).toBe(5);
  expect(await soon(house, bridge.mailboxCount('22'))).toEqual({ ok: true, value: [3, 5] });
});

test('db_write, db_read and an item with ast_db work on the same database as the dialplan', async () => {
  await using house = await open();
  const { bridge, pbx } = house;
  expect(await soon(house, bridge.dbRead('dnd/office'))).toEqual({ ok: true, value: undefined });
  expect((await soon(house, bridge.dbWrite('dnd/office', 1))).ok).toBe(true);
  expect(await soon(house, bridge.dbRead('dnd/office'))).toEqual({ ok: true, value: '1' });
  expect(bridge.items.set('office.quiet', true)).toBe(true);
  await pbx.clock.advance(1000);
  expect(pbx.pbx.ports.use(databasePort).get('dnd', '2222')).toBe('1');
  expect(await soon(house, bridge.dbDelete('dnd/office'))).toEqual({ ok: true, value: true });
  for (const key of ['dnd', '/x', 'a/b\r\nAction: Hangup']) expect((await bridge.dbRead(key)).ok).toBe(false);
  expect((await bridge.dbWrite('a/b', 'x\ny')).ok).toBe(false);
  expect((await bridge.dbWrite('a/b', 'x'.repeat(2000))).ok).toBe(false);
});

test('call rings the source and connects it; hangup ends all calls of a device', async () => {
  await using house = await open();
  const { bridge, pbx } = house;
  expect((await soon(house, bridge.call('SIP/200', '240', 'door', 'Door <1>'))).ok).toBe(true);
  await pbx.clock.advance(3000);
  expect(pbx.pbx.channels.list().length).toBe(2);
  expect(await soon(house, bridge.hangup('24'))).toEqual({ ok: true, value: 0 });
  expect(await soon(house, bridge.hangup('240'))).toEqual({ ok: true, value: 1 });
  await pbx.clock.advance(3000);
  expect(pbx.pbx.channels.list().length).toBe(0);
  for (const source of ['200', 'SIP/', 'SIP/200\r\nAction: Logoff'])
    expect((await bridge.call(source, '240', 'door')).ok).toBe(false);
});

test('after a loss of the connection everything is right again, and what was changed meanwhile is written', async () => {
  await using house = await open();
  const { bridge, pbx, messages } = house;
  house.line.cut();
  await pbx.clock.advance(1000);
  expect(bridge.up).toBe(false);
  const before = house.changes.length;
  pbx.call('200', '2222', { context: 'house' });
  messages.unheard = 9;
  expect(bridge.items.set('office.quiet', true)).toBe(true);
  expect((await bridge.dbWrite('dnd/office', 1)).ok).toBe(false);
  await pbx.clock.advance(5000);
  expect(house.changes.slice(before)).toEqual(['office.quiet=true']);
  house.line.mend();
  await pbx.clock.advance(40_000);
  expect(bridge.items.find('office.fon')?.value).toBe(true);
  expect(bridge.items.find('office.fon.box')?.value).toBe(9);
  expect(pbx.pbx.ports.use(databasePort).get('dnd', '2222')).toBe('1');
});
