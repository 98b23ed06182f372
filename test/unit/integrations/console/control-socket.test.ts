import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogHub } from '../../../../src/base/log.ts';
import { ConsoleClient } from '../../../../src/clients/console/console-client.ts';
import { type ControlSocket, openControlSocket } from '../../../../src/integrations/console/control-socket.ts';
import type { ConsoleHouse } from '../../../../src/integrations/console/session.ts';
import { connectUnix } from '../../../../src/net/node-unix.ts';
import { directoriesUnder } from '../../../../src/pbx/paths.ts';
import type { Logging } from '../../../../src/pbx/ports/logging.ts';

let folder: string;
let path: string;
let control: ControlSocket;
const hub = new LogHub(() => 0);

const logging: Logging = {
  hub,
  debug: 0,
  verbosity: 2,
  consoleShows: (level) => level !== 'debug',
  setConsoleLevel() {},
  list: () => [],
  reload() {},
  setDebugOf: () => 0,
  add: () => undefined,
  remove: () => false,
  rotate() {},
};
const house: ConsoleHouse = {
  logging,
  system: {
    directories: directoriesUnder('/s', '/e'),
    version: '9.9',
    systemName: 'tower',
    entityId: '',
    startedMs: 0,
    reloadedMs: 0,
    processId: 77,
    liveDangerously: false,
    legacySyntax: false,
    fullyBooted: true,
    waitFullyBooted: async () => {},
    stop() {},
    refusal: undefined,
    abortStop: () => false,
  },
  commands: {
    aliases: [],
    alias: () => () => {},
    complete: (line) => [`${line}!`],
    async run(line, session) {
      if (line.startsWith('verbose ') && session) session.verbosity = Number(line.slice(8));
      if (line.startsWith('filter ') && session) session.filter = line === 'filter off' ? undefined : line.slice(7);
      if (line === 'mute' && session) session.muted = true;
      if (line === 'talk') session?.print('while it runs\n');
      return { ok: line !== 'bad', text: `ran ${line} at ${session?.verbosity}\n` };
    },
  },
  format: (record, look) => `${look.colour ? 'c' : 'p'} ${record.message}\n`,
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-ctl-'));
  path = join(folder, 'asterisk.ctl');
  const opened = await openControlSocket(path, 0o660, house);
  if ('kind' in opened) throw new Error(opened.kind);
  control = opened;
});
afterEach(() => {
  control.close();
  rmSync(folder, { recursive: true, force: true });
});

async function attach(live: boolean, printed: string[] = [], verbosity?: number): Promise<ConsoleClient> {
  const client = await ConsoleClient.connect(path, {
    live,
    colour: true,
    verbosity,
    onPrint: (text) => printed.push(text),
  });
  if (!client) throw new Error('nobody answers');
  return client;
}

test('a single command is run, at verbosity 0, and answered', async () => {
  const client = await attach(false);
  expect(client.welcome).toEqual({ version: '9.9', systemName: 'tower', processId: 77, verbosity: 0 });
  expect(await client.run('core show uptime')).toEqual({ ok: true, text: 'ran core show uptime at 0\n' });
  expect(await client.run('bad')).toEqual({ ok: false, text: 'ran bad at 0\n' });
  expect(await client.complete('co')).toEqual(['co!']);
  client.close();
});

test('each console sees the log at its own verbosity', async () => {
  const loud: string[] = [];
  const calm: string[] = [];
  const first = await attach(true, loud, 5);
  const second = await attach(true, calm);
  hub.logger('t').verbose(2, 'two');
  hub.logger('t').verbose(4, 'four');
  await second.run('verbose 4');
  hub.logger('t').verbose(4, 'again');
  await Promise.all([first.run('x'), second.run('x')]);
  expect(loud).toEqual(['c two\n', 'c four\n', 'c again\n']);
  expect(calm).toEqual(['c two\n', 'c again\n']);
  first.close();
  second.close();
});

test('a console shows only what its filter finds, or nothing while it is muted', async () => {
  const printed: string[] = [];
  const client = await attach(true, printed, 5);
  await client.run('filter sip/alice|other');
  hub.logger('t').verbose(1, 'SIP/alice rings');
  hub.logger('t').verbose(1, 'SIP/bob rings');
  hub.logger('other').warning('w');
  await client.run('filter off');
  hub.logger('t').verbose(1, 'SIP/bob again');
  await client.run('mute');
  hub.logger('t').verbose(1, 'unheard');
  await client.run('x');
  expect(printed).toEqual(['c SIP/alice rings\n', 'c w\n', 'c SIP/bob again\n']);
  client.close();
});

test('what a command prints comes before its answer', async () => {
  const printed: string[] = [];
  const client = await attach(false, printed);
  expect((await client.run('talk'))?.text).toBe('ran talk at 0\n');
  expect(printed).toEqual(['while it runs\n']);
  client.close();
});

test('the socket has its permissions, refuses a second instance, and goes when it is closed', async () => {
  expect(statSync(path).mode & 0o777).toBe(0o660);
  expect(await openControlSocket(path, 0o660, house)).toEqual({ kind: 'occupied' });
  control.close();
  expect(existsSync(path)).toBe(false);
  expect(await ConsoleClient.connect(path, { live: false, colour: false })).toBeUndefined();
});

test('what a crash left behind is cleared away', async () => {
  control.close();
  writeFileSync(path, '');
  const opened = await openControlSocket(path, 0o600, house);
  expect(opened).not.toHaveProperty('kind');
  if (!('kind' in opened)) opened.close();
});

test('an instance that ends answers what is open with nothing', async () => {
  const client = await attach(false);
  control.close();
  expect(await client.run('core stop now')).toBeUndefined();
});

test('nonsense ends only the console that sends it', async () => {
  const client = await attach(false);
  const closed = Promise.withResolvers<void>();
  const rude = connectUnix(path, {
    onOpen: () => rude.write('GET / HTTP/1.1\r\n\r\n'),
    onData() {},
    onClose: () => closed.resolve(),
  });
  await closed.promise;
  expect((await client.run('x'))?.ok).toBe(true);
  client.close();
});
