import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running } from '../../bench/target.ts';
import { type AmiClient, connectAmi, dbGet } from '../../src/clients/ami/index.ts';
import { until } from '../support/until.ts';

const AMI_PORT = 25_968;
const AGI_PORT = 25_993;

/** Reads the environment. */
const POLITE = '#!/bin/sh\nwhile read -r line; do [ -z "$line" ] && break; done\n';

/** What scripts do to a PBX. */
const SCRIPTS: Readonly<Record<string, string>> = {
  good: `${POLITE}echo 'SET VARIABLE DONE yes'; read -r answer\n`,
  'floods-commands': `${POLITE}exec yes NOOP\n`,
  'floods-and-reads': `${POLITE}while echo NOOP && read -r answer; do :; done\n`,
  'floods-errors': `${POLITE}yes trouble >&2\n`,
  'long-line': `${POLITE}head -c 20000000 /dev/zero | tr '\\0' x; echo; read -r answer; sleep 30\n`,
  nuls: `${POLITE}head -c 1000000 /dev/zero; echo; head -c 300 /dev/urandom; echo; sleep 30\n`,
  'closes-its-input': `${POLITE}exec 0<&-; for i in 1 2 3 4 5; do echo 'GET FULL VARIABLE \${EXTEN}'; done; sleep 30\n`,
  'closes-its-output': `${POLITE}exec 1>&-; sleep 30\n`,
  'never-reads': '#!/bin/sh\nsleep 30\n',
  'ignores-the-hangup': `${POLITE}trap '' HUP; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 2; done\n`,
  'leaves-a-child': `${POLITE}sleep 30 &\nkill -9 $$\n`,
  dies: '#!/bin/sh\nkill -9 $$\n',
};
const BAD = Object.keys(SCRIPTS).filter((name) => name !== 'good');

let running: Running;
let ami: AmiClient;
let server: Server;
const sockets: Socket[] = [];

beforeAll(async () => {
  const extensions = [
    '[default]\nexten => wait,1,Answer()\n same => n,Wait(60)',
    ...Object.keys(SCRIPTS).map(
      (name) => `exten => ${name},1,AGI(${name})\n same => n,Set(DB(ended/${name})=\${AGISTATUS} \${DONE})`,
    ),
    `exten => stalls,1,AGI(agi://127.0.0.1:${AGI_PORT}/stalls)\n same => n,Set(DB(ended/stalls)=\${AGISTATUS})`,
    `exten => garbage,1,AGI(agi://127.0.0.1:${AGI_PORT}/garbage)\n same => n,Set(DB(ended/garbage)=\${AGISTATUS})`,
    '',
  ];
  running = await asterismTarget().start({
    ...BASE_FILES,
    'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25962\n',
    'extensions.conf': extensions.join('\n'),
    'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s\nread=all\nwrite=all\n`,
  });
  const folder = join(running.spool, '..', '..', 'lib', 'agi-bin');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(SCRIPTS)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('data', (first) => {
      if (!first.toString().includes('garbage')) return; // stalls
      const noise = Buffer.alloc(1 << 20, 'NOOP\n\0x');
      const more = (): void => void (socket.destroyed || (socket.write(noise) ? setImmediate(more) : 0));
      socket.on('drain', more);
      more();
    });
  }).listen(AGI_PORT, '127.0.0.1');
  ami = connectAmi({ host: '127.0.0.1', port: AMI_PORT, username: 'boss', secret: 's' });
  await ami.whenUp(AbortSignal.timeout(10_000));
}, 60_000);

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  server?.close();
  ami?.close();
  await running?.stop();
});

const place = (exten: string) =>
  ami.call({ Channel: 'Local/wait@default/n', Context: 'default', Exten: exten, Priority: 1 });

/** How a script has ended, as AGISTATUS; undefined as long as it has not. */
async function endOf(name: string): Promise<string | undefined> {
  const got = await dbGet(ami, 'ended', name);
  return got.ok ? got.value : undefined;
}

const memoryMiB = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1]) / 1024;

test('whatever scripts do, the calls of others go on', async () => {
  expect(await place('good')).toMatchObject({ outcome: 'answered' });
  await until(async () => (await endOf('good')) === 'SUCCESS yes');
  const before = memoryMiB();
  const calls = await Promise.all([...BAD, 'stalls', 'garbage'].map(place));
  expect(calls.map(({ outcome }) => outcome)).toEqual(calls.map(() => 'answered'));

  for (let round = 0; round < 5; round++) {
    await ami.send('DBDel', { Family: 'ended', Key: 'good' });
    const started = performance.now();
    await place('good');
    await until(async () => (await endOf('good')) === 'SUCCESS yes', 10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  }
  expect(memoryMiB() - before).toBeLessThan(150);

  await until(async () => (await endOf('dies')) !== undefined);
  await until(async () => (await endOf('garbage')) === 'FAILURE', 10_000);
  // Those that go on are told of the hangup, and most end by it.
  for (const call of calls) if (call.outcome === 'answered') await ami.send('Hangup', { Channel: call.channel });
  for (const socket of sockets) socket.destroy();
  const left = async (): Promise<string> => (await running.rxAside('core show channels concise')).trim();
  await until(async () => !/AGI!(?!ignores-the-hangup)/.test(await left()), 20_000);
  expect(await ami.send('Ping', {})).toMatchObject({ ok: true });
}, 90_000);
