import { getServers, setServers } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { MemoryNetwork } from '../../src/net/memory-network.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { originatorPort } from '../../src/pbx/ports/originator.ts';
import type { Processes } from '../../src/pbx/ports/processes.ts';
import { FakeDns } from '../support/fake-dns.ts';
import { FastAgiServer } from '../support/fast-agi.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';
import { until } from '../support/until.ts';

const DIALPLAN = `[default]
exten => sub,1,Set(GOT=\${ARG1}-\${ARG2})
 same => n,Return(retval)
exten => 100,1,NoOp(hello)
[other]
exten => 101,1,Answer()
 same => n(here),Wait(20)
[agi]
exten => main,1,AGI(agi://127.0.0.1/main?x=1,one,two words)
 same => n,NoOp(\${AGISTATUS} \${CONTEXT})
exten => parting,1,Set(AGIEXITONHANGUP=yes)
 same => n,Set(AGISIGHUP=no)
 same => n,AGI(agi://127.0.0.1/parting)
exten => go,1,AGI(agi://127.0.0.1/go)
 same => n,NoOp(stayed)
 same => n,NoOp(third)
exten => elsewhere,1,NoOp(went \${EXTEN})
exten => refused,1,AGI(agi://127.0.0.1:1/x)
 same => n,NoOp(\${AGISTATUS})
 same => n,AGI(nosuch.sh)
 same => n,NoOp(\${AGISTATUS})
 same => n,AGI(agi://)
 same => n,AGI(agi://nosuch.invalid/x)
 same => n,AGI(agi://127.0.0.1:99999/x)
 same => n,AGI(hagi://nosuch.invalid/x)
 same => n,NoOp(\${AGISTATUS})
 same => n,EAGI(agi://127.0.0.1/x)
 same => n,NoOp(\${AGISTATUS})
exten => many,1,AGI(/bin/true,one)
 same => n,NoOp(\${AGISTATUS})
 same => n,Wait(100)
exten => found,1,AGI(hagi://example.test/menu)
 same => n,NoOp(\${AGISTATUS})
[silent]
exten => wait,1,Answer()
 same => n,Wait(1000)
`;

interface Bench {
  readonly pbx: TestPbx;
  readonly server: FastAgiServer;
  call(exten: string): Promise<void>;
  /** Sends a line and gives what came of it. */
  ask(line: string, ms?: number): Promise<string>;
}

async function open(options: Partial<TestPbxOptions> = {}): Promise<Bench> {
  const pbx = await openTestPbx({
    ...options,
    config: { 'extensions.conf': DIALPLAN, ...options.config },
  });
  const server = await FastAgiServer.listen(pbx.network);
  return {
    pbx,
    server,
    async call(exten) {
      void pbx.pbx.ports.use(originatorPort).originate({
        dialString: 'Local/wait@silent',
        to: { kind: 'extension', target: { context: 'agi', exten, priority: 1 } },
        timeoutMs: 30_000,
        caller: { name: 'Bob', number: '123' },
        accountCode: 'acct',
      });
      await pbx.clock.advance(50);
    },
    async ask(line, ms = 6000) {
      server.lines.length = 0;
      server.send(`${line}\n`);
      await pbx.clock.advanceUntil(() => server.lines.some((one) => /^(200|510|511|520) /.test(one)), ms);
      return server.lines.join('\n');
    },
  };
}

test('a script is told at first who calls, and what it was asked', async () => {
  const { pbx, server, call } = await open();
  await using _ = pbx;
  await call('main');
  const told = server.environment.filter((line) => !/^agi_(threadid|version|uniqueid):/.test(line));
  expect(told).toEqual([
    'agi_network: yes',
    'agi_network_script: main?x=1',
    'agi_request: agi://127.0.0.1/main?x=1',
    'agi_channel: Local/wait@silent-00000000;1',
    'agi_language: en',
    'agi_type: Local',
    'agi_callerid: 123',
    'agi_calleridname: Bob',
    'agi_callingpres: 0',
    'agi_callingani2: 0',
    'agi_callington: 0',
    'agi_callingtns: 0',
    'agi_dnid: unknown',
    'agi_rdnis: unknown',
    'agi_context: agi',
    'agi_extension: main',
    'agi_priority: 1',
    'agi_enhanced: 0.0',
    'agi_accountcode: acct',
    'agi_arg_1: one',
    'agi_arg_2: two words',
  ]);
});

test('dates and times are said with the prompts that Asterisk plays', async () => {
  const { pbx, ask, call } = await open();
  await using _closed = pbx;
  await call('main');
  const said = async (line: string): Promise<string> => {
    pbx.log.records.length = 0;
    await ask(line, 60_000);
    return pbx.log
      .of('verbose')
      .flatMap((message) => /Playing 'digits\/([\w-]+)/.exec(message)?.[1] ?? [])
      .join(' ');
  };
  expect(await said('SAY DATETIME 1795241152 "" "ABdY \'digits/at\' IMp" UTC')).toBe(
    'day-6 mon-10 20 h-1 2 thousand 20 6 at 6 oh 5 a-m',
  );
  expect(await said('SAY DATETIME 1795241152 "" "IMp" America/New_York')).toBe('1 oh 5 a-m');
  expect(await said('SAY DATETIME 1795219200 "" "IMp" UTC')).toBe('12 oclock a-m');
  expect(await said('SAY DATE 1795241152 ""')).toMatch(/^day-\d mon-10 (?:20 )?\d+ 2 thousand 20 6$/);
});

test('the script decides where the call goes on', async () => {
  const { pbx, server, call, ask } = await open();
  await using _ = pbx;
  await call('go');
  await ask('SET EXTENSION elsewhere');
  expect(await ask('SET PRIORITY 1')).toBe('200 result=0');
  server.hangUp();
  await pbx.clock.advance(2000);
  expect(pbx.log.steps).toContain('elsewhere@agi:1 NoOp(went elsewhere)');
});

test('without a change it goes on at the next step; EXEC Goto leads elsewhere', async () => {
  const { pbx, server, call, ask } = await open();
  await using _ = pbx;
  await call('go');
  server.hangUp();
  await pbx.clock.advance(2000);
  expect(pbx.log.steps).toContain('go@agi:2 NoOp(stayed)');
  await call('go');
  expect(await ask('EXEC Goto default,100,1')).toBe('200 result=0');
  server.hangUp();
  await pbx.clock.advance(2000);
  expect(pbx.log.steps).toContain('100@default:1 NoOp(hello)');
});

test('what cannot be started is told by AGISTATUS and one warning', async () => {
  const { pbx, call } = await open();
  await using _ = pbx;
  await call('refused');
  await pbx.clock.advance(5000);
  const told = pbx.log.steps.filter((step) => step.includes('NoOp'));
  expect(told).toEqual([
    'refused@agi:2 NoOp(FAILURE)',
    'refused@agi:4 NoOp(NOTFOUND)',
    'refused@agi:9 NoOp(FAILURE)',
    'refused@agi:11 NoOp(FAILURE)',
  ]);
  expect(pbx.log.of('warning')).toEqual([
    expect.stringMatching(/^Connecting to '127.0.0.1:1' failed for url 'agi:\/\/127.0.0.1:1\/x': /),
    "Couldn't connect to any host.  FastAGI failed.",
    expect.stringMatching(/^Failed to execute '.*\/nosuch.sh': File does not exist.$/),
    "Unable to locate host ''",
    "Unable to locate host 'nosuch.invalid'",
    "'agi://127.0.0.1:99999/x' names no port from 1 to 65535",
    'SRV lookup failed for hagi://nosuch.invalid/x',
    'EAGI cannot send audio to a server; use AGI(agi://127.0.0.1/x)',
  ]);
});

test('hagi:// takes the servers that DNS names, in their order, and passes over those that do not answer', async () => {
  const { pbx, server, call, ask } = await open();
  await using _ = pbx;
  const record = { priority: 10, weight: 0, port: 4573 };
  pbx.network.services.set('_agi._tcp.example.test', [
    { ...record, host: 'gone.example.test' },
    { ...record, host: 'down.example.test' },
    { ...record, host: 'up.example.test', priority: 20 },
  ]);
  pbx.network.hosts.set('down.example.test', ['127.0.0.9']);
  pbx.network.hosts.set('up.example.test', ['127.0.0.1']);
  await call('found');
  await pbx.clock.advanceUntil(() => server.environment.length > 0, 10_000);
  expect(server.environment).toContain('agi_network_script: menu');
  expect(await ask('NOOP')).toBe('200 result=0');
  expect(pbx.log.of('warning')).toEqual([
    "Unable to locate host 'gone.example.test'",
    expect.stringMatching(/^Connecting to '127.0.0.9:4573' failed for url 'hagi:\/\/example.test\/menu': /),
  ]);
  server.hangUp();
  await pbx.clock.advance(1000);
  expect(pbx.log.steps).toContain('found@agi:2 NoOp(SUCCESS)');
});

test('hagi:// asks a DNS server', async () => {
  const dns = await FakeDns.open({
    '_agi._tcp.example.test': {
      srv: [
        [20, 0, 4573, 'up.example.test'],
        [10, 0, 4574, 'down.example.test'],
      ],
    },
  });
  const before = getServers();
  setServers([dns.server]);
  try {
    const { pbx, server, call } = await open();
    await using _ = pbx;
    pbx.network.resolveService = systemNetwork.resolveService;
    for (const host of ['up', 'down']) pbx.network.hosts.set(`${host}.example.test`, ['127.0.0.1']);
    await call('found');
    await until(async () => {
      await pbx.clock.advance(50);
      return server.environment.length > 0;
    });
    expect(dns.questions).toEqual(['_agi._tcp.example.test']);
    expect(pbx.log.of('warning')).toEqual([expect.stringMatching(/^Connecting to '127.0.0.1:4574' failed for url /)]);
    expect(server.environment).toContain('agi_request: hagi://example.test/menu');
    server.hangUp();
    await pbx.clock.advance(1000);
    expect(pbx.log.steps).toContain('found@agi:2 NoOp(SUCCESS)');
  } finally {
    setServers(before);
    dns.close();
  }
});

test('a server that does not answer the call is given up after two seconds', async () => {
  const { pbx, call } = await open();
  await using _ = pbx;
  const far = new MemoryNetwork(pbx.clock, { latencyMs: 60_000 });
  pbx.network.connectTcp = (remote, handler) => far.connectTcp(remote, handler);
  await call('go');
  await pbx.clock.advance(1900);
  expect(pbx.log.steps.some((step) => step.includes('stayed'))).toBe(false);
  await pbx.clock.advance(200);
  expect(pbx.log.of('warning')).toEqual([
    "Connecting to '127.0.0.1:4573' failed for url 'agi://127.0.0.1/go': no answer within 2000 ms",
    "Couldn't connect to any host.  FastAGI failed.",
  ]);
  expect(pbx.log.steps).toContain('go@agi:2 NoOp(stayed)');
});

describe('a hangup', () => {
  const hangUp = async ({ pbx }: Bench): Promise<void> => {
    for (const channel of pbx.pbx.channels.list()) if (channel.name.endsWith(';1')) channel.requestHangup();
    await pbx.clock.advance(10);
  };

  test('cuts a wait short, is told once, and lets the script finish its work', async () => {
    const bench = await open();
    const { pbx, server, call, ask } = bench;
    await using _ = pbx;
    await call('main');
    server.send('WAIT FOR DIGIT -1\n');
    await pbx.clock.advance(1000);
    await hangUp(bench);
    expect(server.lines).toEqual(['200 result=-1', 'HANGUP']);
    expect(await ask('DATABASE PUT a b c')).toBe('200 result=1');
    expect(await ask('ANSWER')).toMatch(/^511 /);
    server.hangUp();
    await pbx.clock.advance(1000);
    expect(pbx.pbx.channels.list()).toEqual([]);
  });

  test('ends the script with AGIEXITONHANGUP, and is not told with AGISIGHUP=no', async () => {
    const bench = await open();
    const { pbx, server, call, ask } = bench;
    await using _ = pbx;
    await call('parting');
    await ask('SET VARIABLE AGIEXITONHANGUP no'); // too late
    server.lines.length = 0;
    await hangUp(bench);
    expect([server.lines, server.closed]).toEqual([[], true]);
  });
});

test('a call that is sent elsewhere goes at once', async () => {
  const { pbx, server, call } = await open();
  await using _ = pbx;
  await call('go');
  const channel = pbx.pbx.channels.list().find(({ name }) => name.endsWith(';1'));
  channel?.redirect({ context: 'agi', exten: 'elsewhere', priority: 1 });
  await pbx.clock.advance(10);
  expect(pbx.log.steps).toContain('elsewhere@agi:1 NoOp(went elsewhere)');
  expect(server.lines).toEqual(['HANGUP']);
});

describe('a script that misbehaves', () => {
  test('by saying nothing holds up its own call alone, and is left when that hangs up', async () => {
    const { pbx, server, call } = await open();
    await using _ = pbx;
    await call('main');
    await pbx.clock.advance(3_600_000);
    expect(server.closed).toBe(false);
    await call('refused');
    await pbx.clock.advance(5000);
    expect(pbx.log.steps).toContain('refused@agi:11 NoOp(FAILURE)');
    for (const channel of pbx.pbx.channels.list()) if (channel.name.endsWith(';1')) channel.requestHangup();
    await pbx.clock.advance(10);
    expect(server.lines).toContain('HANGUP');
    server.hangUp();
    await pbx.clock.advance(1000);
    expect(pbx.pbx.channels.list()).toEqual([]);
  });

  test('is parted with when it floods', async () => {
    const { pbx, server, call } = await open();
    await using _ = pbx;
    await call('main');
    server.send('NOOP\n'.repeat(20_000));
    await pbx.clock.advance(1000);
    expect(server.closed).toBe(true);
    expect(pbx.log.of('warning')).toContainEqual(expect.stringContaining('does not wait for answers'));
    expect(pbx.log.steps).toContain('main@agi:2 NoOp(FAILURE agi)');
  });

  test('with endless lines and NULs gets an answer and costs nothing', async () => {
    const { pbx, call, ask } = await open();
    await using _ = pbx;
    await call('main');
    expect(await ask('x'.repeat(1 << 20))).toBe('510 Invalid or unknown command');
    expect(await ask('NO\0OP')).toBe('200 result=0');
    expect(await ask('SET VARIABLE A "b\\nc"')).toBe('200 result=1');
  });
});

test('a script for many calls serves one after another, and is told of a hangup by a line', async () => {
  const started: string[][] = [];
  const told: string[] = [];
  let say: (line: string) => void = () => {};
  const never = () => Promise.reject(new Error('nothing else is run'));
  const processes: Processes = {
    environment: { get: () => undefined, set() {} },
    run: never,
    shell: never,
    start({ command, args }, listener) {
      started.push([command, ...args]);
      say = (line) => listener.onOutput(Buffer.from(`${line}\n`));
      return {
        write: (data) => void told.push(...String(data).trimEnd().split('\n')),
        writeThird() {},
        backlog: () => 0,
        signal: (name) => void told.push(name),
        hold() {},
        letGo: () => void told.push('let go'),
      };
    },
  };
  const { pbx, call } = await open({ processes, config: { 'agi.conf': '[/bin/true]\nmany = yes\n' } });
  await using _ = pbx;
  const fresh = (): string[] => told.splice(0).filter((line) => !line.startsWith('agi_'));
  await call('many');
  expect(told).toContain('agi_arg_1: one');
  say('NOOP');
  await pbx.clock.advance(10);
  say('NEXT CALL');
  await pbx.clock.advance(100);
  expect(fresh()).toEqual(['200 result=0']);
  expect(pbx.log.steps.at(-2)).toBe('many@agi:2 NoOp(SUCCESS)');
  await call('many');
  say('WAIT FOR DIGIT -1');
  await pbx.clock.advance(100);
  for (const channel of pbx.pbx.channels.list()) channel.requestHangup();
  await pbx.clock.advance(1000);
  expect(fresh()).toEqual(['200 result=-1', 'HANGUP']);
  say('NEXT CALL');
  await pbx.clock.advance(100);
  expect(pbx.log.lines.filter((line) => line.includes('completed')).at(-1)).toMatch(
    /AGI Script \/bin\/true completed, returning 4$/,
  );
  await call('many');
  say('NEXT CALL\nNOOP');
  await pbx.clock.advance(1000);
  expect(pbx.log.of('warning')).toEqual([expect.stringContaining('does not wait for answers; parted with it')]);
  expect(fresh().slice(-2)).toEqual(['SIGHUP', 'let go']);
  expect(started).toEqual([['/bin/true']]);
});
