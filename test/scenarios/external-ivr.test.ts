import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TcpConnection } from '../../src/net/network.ts';
import { systemProcesses } from '../../src/pbx/services/processes.ts';
import { sine } from '../support/audio.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';
import { until } from '../support/until.ts';

const DIALPLAN = `[default]
exten => menu,1,Set(COLOUR=red)
 same => n,ExternalIVR(ivr://127.0.0.1:9931(en,two words))
 same => n,NoOp(went on \${COLOUR})
exten => quiet,1,ExternalIVR(ivr://127.0.0.1:9931,n)
exten => keeps,1,ExternalIVR(ivr://127.0.0.1:9931,i)
exten => nobody,1,ExternalIVR(ivr://127.0.0.1:9932)
 same => n,NoOp(not reached)
exten => nothing,1,ExternalIVR()
exten => program,1,ExternalIVR(\${SCRIPT}(a,b c))
 same => n,NoOp(after \${SAID})
exten => h,1,NoOp(over)
exten => dead,1,Set(CHANNEL(hangup_handler_push)=bye,s,1)
 same => n,Hangup()
[bye]
exten => s,1,ExternalIVR(ivr://127.0.0.1:9931,d)
 same => n,Return()
`;

/** A server for one call: what it is told, without the times. */
class IvrServer {
  readonly events: string[] = [];
  closed = false;
  #connection: TcpConnection | undefined;

  static async listen(pbx: TestPbx): Promise<IvrServer> {
    const server = new IvrServer();
    const address = { host: '127.0.0.1', port: 9931 };
    await pbx.network.listenTcp(address, (connection) => {
      server.#connection = connection;
      return {
        onData(chunk) {
          for (const line of chunk.toString('utf8').split('\n'))
            if (line !== '') server.events.push(line.replace(/^([^,]*),\d{10}(?=,|$)/, '$1'));
        },
        onClose() {
          server.closed = true;
        },
      };
    });
    return server;
  }

  send(...lines: string[]): void {
    for (const line of lines) this.#connection?.write(`${line}\n`);
  }
}

const opened: TestPbx[] = [];
afterEach(async () => {
  for (const pbx of opened.splice(0)) await pbx.close();
});

async function open(options: Partial<TestPbxOptions> = {}) {
  const pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN }, ...options });
  opened.push(pbx);
  pbx.prompt('one', sine(440, 400));
  pbx.prompt('two', sine(880, 400));
  const server = await IvrServer.listen(pbx);
  return { pbx, server };
}

test('variables, parameters and the log are at the program’s hand; E goes on', async () => {
  const { pbx, server } = await open();
  const call = pbx.call('alice', 'menu');
  await pbx.clock.advance(600);
  expect(call.channel.isUp).toBe(true);
  server.send(
    'P',
    'P,',
    'P,x',
    'G,COLOUR,NONE',
    'V,COLOUR=b=l,X=1',
    'G,COLOUR,X',
    'L,a word',
    'Q',
    '',
    'O,bogus',
    'E,done',
  );
  await pbx.finish(call);
  expect(server.events).toEqual(['P,ivr://127.0.0.1:9931,en,two words', 'G,COLOUR=red,NONE=', 'G,COLOUR=b=l,X=1', 'E']);
  expect(server.closed).toBe(true);
  expect(pbx.log.of('notice').map((line) => line.replace(/^\S+: /, ''))).toEqual([
    'Log message from EIVR: a word',
    'Exiting: done',
  ]);
  expect(pbx.log.has('Unknown option requested: bogus')).toBe(true);
  expect(pbx.log.steps).toContain('menu@default:3 NoOp(went on b=l)');
});

test('prompts are heard one after another, dropped by S, and stopped by I', async () => {
  const { pbx, server } = await open();
  pbx.call('alice', 'menu');
  await pbx.clock.advance(600);
  server.send('S,one', 'A,two', 'A,nowhere');
  await pbx.clock.advance(500);
  expect(server.events.splice(0)).toEqual(['Z,nowhere', 'F,one']);
  await pbx.clock.advance(500);
  expect(server.events.splice(0)).toEqual(['F,two']);
  server.send('S,one', 'A,two', 'A,one', 'S,two');
  await pbx.clock.advance(100);
  expect(server.events.splice(0)).toEqual(['T,one', 'D,two', 'D,one']);
  server.send('A,one', 'I,');
  await pbx.clock.advance(100);
  expect(server.events.splice(0)).toEqual([]);
  server.send('I,x');
  await pbx.clock.advance(100);
  expect(server.events.splice(0)).toEqual(['T,two']);
  await pbx.clock.advance(500);
  expect(server.events.splice(0)).toEqual(['F,one']);
});

test('digits are told, and drop the prompts where O,autoclear asks for it', async () => {
  const { pbx, server } = await open();
  const call = pbx.call('alice', 'menu');
  await pbx.clock.advance(600);
  server.send('S,one', 'A,two');
  await pbx.clock.advance(50);
  call.press('4');
  await pbx.clock.advance(150);
  expect(server.events.splice(0)).toEqual(['4']);
  server.send('O,autoclear');
  await pbx.clock.advance(20);
  call.press('#');
  await pbx.clock.advance(150);
  expect(server.events.splice(0)).toEqual(['#', 'T,one', 'D,two']);
});

test('H hangs up, and a hangup is told; with i the program ends the call', async () => {
  const { pbx, server } = await open();
  const first = pbx.call('alice', 'menu');
  await pbx.clock.advance(600);
  server.send('H,bye');
  await pbx.finish(first);
  expect(server.events.splice(0)).toEqual(['H']);
  expect(pbx.log.has('Hanging up: bye')).toBe(true);
  expect(pbx.log.steps.at(-1)).toBe('h@default:1 NoOp(over)');

  const second = pbx.call('alice', 'menu');
  await pbx.clock.advance(600);
  second.hangUp();
  await pbx.finish(second);
  await pbx.clock.advance(10);
  expect(server.events.splice(0)).toEqual(['H']);

  const third = pbx.call('alice', 'keeps');
  await pbx.clock.advance(600);
  third.hangUp();
  await pbx.clock.advance(100);
  expect(server.events.splice(0)).toEqual(['I,HANGUP']);
  server.send('S,one', 'G,COLOUR', 'E,enough');
  await pbx.finish(third);
  expect(server.events.splice(0)).toEqual(['Z', 'G,COLOUR=', 'E']);
});

test('n leaves the call unanswered until T; d runs on a call that is over', async () => {
  const { pbx, server } = await open();
  const call = pbx.call('alice', 'quiet');
  await pbx.clock.advance(100);
  server.send('S,one', 'T');
  await pbx.clock.advance(100);
  expect([server.events.splice(0), call.channel.isUp]).toEqual([['Z'], false]);
  server.send('T,x');
  await pbx.clock.advance(600);
  expect(call.channel.isUp).toBe(true);
  server.send('S,one', 'H,so');
  await pbx.finish(call);

  const dead = pbx.call('alice', 'dead');
  await pbx.clock.advance(100);
  server.events.length = 0;
  server.send('L,too late', 'S,one', 'E,done');
  await pbx.finish(dead);
  expect(server.events).toEqual(['Z', 'E']);
  expect(pbx.log.has('Log message from EIVR: too late')).toBe(true);
});

test('no command, and no server: the call ends', async () => {
  const { pbx } = await open();
  await pbx.finish(pbx.call('alice', 'nothing'));
  await pbx.finish(pbx.call('alice', 'nobody'));
  expect(pbx.log.of('error').map((line) => line.replace(/^\S+: /, ''))).toEqual([
    'ExternalIVR requires a command to execute',
    'Could not connect to any host.  ExternalIVR failed.',
  ]);
  expect(pbx.log.steps.some((step) => step.includes('not reached'))).toBe(false);
});

test('a program of this machine; one that floods, and one that is not there', async () => {
  const { pbx } = await open({ processes: systemProcesses });
  const script = join(pbx.folder, 'menu.sh');
  const run = async (lines: string): Promise<void> => {
    writeFileSync(script, `#!/bin/sh\n${lines}\n`);
    chmodSync(script, 0o755);
    const call = pbx.call('alice', 'program', { variables: { SCRIPT: script } });
    await pbx.clock.advance(600);
    await until(() => call.channel.hungUp);
  };
  await run(
    'echo trouble >&2; echo "V,SAID=$1-$2"; echo G,SAID; read event; echo "V,SAID=${event#*,*,}"; echo E,ok; read event',
  );
  expect(pbx.log.steps).toContain('program@default:2 NoOp(after SAID=a-b c)');
  expect(pbx.log.has('stderr: trouble')).toBe(true);
  await run('yes L,flood | head -c 300000; head -c 100000 /dev/zero; exit 3');
  expect(pbx.log.of('error').at(-1)).toContain('Child process went away');
  const call = pbx.call('alice', 'program', { variables: { SCRIPT: '/nowhere/menu' } });
  await pbx.clock.advance(600);
  await until(() => call.channel.hungUp);
  expect(pbx.log.has("stderr: Failed to execute '/nowhere/menu'")).toBe(true);
});
