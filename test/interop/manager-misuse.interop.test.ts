import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { AmiClient, type AmiMessage } from '../../src/clients/ami/index.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { AsterismProcess } from '../support/asterism-process.ts';
import { freePort } from '../support/free-port.ts';

/** How many strangers come, and how many of them are let in. */
const [STRANGERS, LET_IN] = [1000, 20];
const KILOBYTE = 1024;

let folder: string;
let pbx: AsterismProcess;
let port: number;
const open: Socket[] = [];
/** A client that behaves, logged in before all. */
let client: AmiClient;
const heard: AmiMessage[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'misuse-'));
  port = await freePort();
  pbx = await AsterismProcess.start(folder, {
    'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${port}\nauthlimit=${LET_IN}\nauthtimeout=2\n[boss]\nsecret=s\nread=all\nwrite=all\n`,
    'extensions.conf': '[default]\nexten => talk,1,Answer()\n same => n,Wait(60)\n',
    'modules.conf': '[modules]\nautoload=yes\nnoload => chan_sip.so\nnoload => chan_pjsip.so\n',
  });
  client = new AmiClient(
    { network: systemNetwork, clock: systemClock },
    { host: '127.0.0.1', port, username: 'boss', secret: 's' },
  );
  client.on('*', (event) => heard.push(event));
  client.start();
  await client.whenUp(AbortSignal.timeout(10_000));
  await client.send('Originate', { Channel: 'Local/talk@default/n', Application: 'Wait', Data: '60', Async: true });
  await until(() => told('OriginateResponse') === 1);
}, 30_000);

afterAll(async () => {
  for (const socket of open) socket.destroy();
  client.close();
  await pbx.kill();
  rmSync(folder, { recursive: true, force: true });
});

const told = (name: string): number => heard.filter((event) => event.get('Event') === name).length;

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 10) {
    if (waited > 20_000) throw new Error('nothing came within 20 s');
    await new Promise((resolve) => systemClock.after(10, () => resolve(undefined)));
  }
}

interface RawClient {
  readonly socket: Socket;
  text: string;
  closed: boolean;
}

function raw(first = ''): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port });
  open.push(socket);
  const one: RawClient = { socket, text: '', closed: false };
  socket.on('data', (chunk: Buffer) => {
    one.text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    one.closed = true;
  });
  return new Promise((resolve) =>
    socket.once('connect', () => {
      socket.write(first);
      resolve(one);
    }),
  );
}

/** That the call still stands, and that who behaves is served. */
async function othersGoOn(): Promise<void> {
  const shown = await client.send('CoreShowChannels');
  expect(shown.ok).toBe(true);
  expect(told('Hangup')).toBe(0);
}

test('a thousand connections that never log in keep nobody out, and are hung up after authtimeout', async () => {
  const strangers = await Promise.all(Array.from({ length: STRANGERS }, () => raw()));
  await until(() => strangers.filter(({ closed }) => !closed).length <= LET_IN);
  const late = await raw('Action: Login\r\nUsername: boss\r\nSecret: s\r\nEvents: off\r\n\r\n');
  await until(() => late.text.includes('Authentication accepted'));
  await othersGoOn();
  await until(() => strangers.every(({ closed }) => closed));
  expect(late.closed).toBe(false);
}, 40_000);

test('lines that come torn, with NULs, without end or in no encoding are answered or passed over', async () => {
  const one = await raw();
  const login = 'Action: Login\r\nUsername: boss\r\nSecret: s\r\nEvents: off\r\nActionID: torn\r\n\r\n';
  for (const character of login) {
    one.socket.write(character);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => one.text.includes('ActionID: torn'));
  expect(one.text).toContain('Response: Success');
  for (const junk of [
    `X: ${'x'.repeat(KILOBYTE * KILOBYTE)}\r\n\r\n`,
    `${'\0'.repeat(5000)}\r\n\r\n`,
    `Action: Pi\0ng\r\nActionID: nul\r\n\r\n`,
    'A: b\r\n'.repeat(5000),
    '\r\n\r\n\r\n\r\n',
  ])
    one.socket.write(junk);
  one.socket.write(Buffer.from([0x41, 0x3a, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0x0d, 0x0a, 0x0d, 0x0a]));
  one.socket.write('Action: Ping\r\nActionID: after\r\n\r\n');
  await until(() => one.text.includes('ActionID: after'));
  expect(one.text).toContain('Failed to parse message: line too long');
  expect(one.text).toContain('Too many lines in message');
  expect(one.text).toMatch(/Response: Success\r\nActionID: after\r\nPing: Pong/);
  await othersGoOn();
}, 40_000);

test('who does not read what it is sent is hung up on with a line in the log, and holds up nobody', async () => {
  const slow = await raw('Action: Login\r\nUsername: boss\r\nSecret: s\r\nEvents: on\r\n\r\n');
  await until(() => slow.text.includes('Authentication accepted'));
  slow.socket.pause();
  const before = told('UserEvent');
  const text = 'x'.repeat(900);
  const fields = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`Field${n}`, text]));
  const [events, each] = [60, 10];
  for (let sent = 0; sent < events; sent++)
    await Promise.all(Array.from({ length: each }, () => client.send('UserEvent', { UserEvent: 'Flood', ...fields })));
  await until(() => told('UserEvent') === before + events * each);
  const output = (): string => readFileSync(join(folder, 'output'), 'utf8');
  await until(() => output().includes("Manager 'boss' from 127.0.0.1 does not read what it is sent, hung up on it"));
  await othersGoOn();
}, 40_000);
