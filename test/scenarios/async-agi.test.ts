import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amiHeader } from '../../src/clients/ami/index.ts';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const CONFIG = {
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
  'extensions.conf': `[default]
exten => 100,1,NoOp(in)
 same => n,AGI(agi:async)
 same => n,NoOp(then \${AGISTATUS} \${X})
 same => n,AGI(agi:async)
exten => dead,1,Hangup()
exten => moved,1,NoOp(elsewhere)
exten => h,1,NoOp(over \${AGISTATUS})
`,
};

async function open(
  extensions = CONFIG['extensions.conf'],
): Promise<{ pbx: TestPbx; client: AmiClient; ask(action: string): Promise<string[]> }> {
  const pbx = await openTestPbx({
    config: { ...CONFIG, 'extensions.conf': extensions },
    noload: ['chan_sip', 'res_console'],
  });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: agi');
  await pbx.clock.advance(1);
  client.take();
  return {
    pbx,
    client,
    async ask(action) {
      client.send(action);
      await pbx.clock.advance(1);
      return client.take().map((message) =>
        message
          .split('\n')
          .filter((line) =>
            /^(Event|Response|Message|Command(Id)?|Result|ResultCode|ActionID|Variable|Value):/.test(line),
          )
          .filter((line) => !/^CommandId: \d+$/.test(line))
          .join(' | '),
      );
    },
  };
}

const agi = (channel: string, command: string, more = ''): string =>
  `Action: AGI\nActionID: 7\nChannel: ${channel}\nCommand: ${command}${more}`;

test('manager clients control a channel in AGI(agi:async), as Asterisk tells of it', async () => {
  const { pbx, client, ask } = await open();
  await using _ = pbx;
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(10);
  const { name } = call.channel;
  const [start] = client.messages.splice(0);
  expect(start && amiHeader(start, 'Event')).toBe('AsyncAGIStart');
  const environment = decodeURIComponent(start ? amiHeader(start, 'Env') : '');
  expect(environment).toMatch(/^agi_request: async\nagi_channel: Phone\/alice-00000000\n/);
  expect(environment).toMatch(/\nagi_threadid: \d+\n\n$/);

  expect(await ask(agi(name, 'GET VARIABLE X', '\nCommandID: a b'))).toEqual([
    'Response: Success | ActionID: 7 | Message: Added AGI command to queue',
    'Event: AGIExecStart | Command: GET VARIABLE X',
    'Event: AGIExecEnd | Command: GET VARIABLE X | ResultCode: 200 | Result: Success',
    'Event: AsyncAGIExec | Result: 200%20result%3D0%0A | CommandId: a b',
  ]);
  expect((await ask(agi(name, 'SET VARIABLE X "a b"'))).at(-1)).toBe(
    'Event: AsyncAGIExec | Result: 200%20result%3D1%0A',
  );
  expect((await ask(agi(name, 'GET VARIABLE X'))).at(-1)).toBe(
    'Event: AsyncAGIExec | Result: 200%20result%3D1%20(a%20b)%0A',
  );
  expect((await ask(agi(name, 'BOGUS'))).at(-1)).toBe(
    'Event: AsyncAGIExec | Result: 510%20Invalid%20or%20unknown%20command%0A',
  );
  expect((await ask(agi(name, 'ASYNCAGI BREAK', '\nCommandID: z'))).slice(-3)).toEqual([
    'Event: AsyncAGIExec | Result: 200%20result%3D0%0A | CommandId: z',
    'Event: AsyncAGIEnd',
    'Event: AsyncAGIStart',
  ]);
  expect(pbx.log.steps).toContain('100@default:3 NoOp(then SUCCESS a b)');
});

test('a hangup ends it, and AGISTATUS says so', async () => {
  const { pbx, ask } = await open();
  await using _ = pbx;
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(10);
  await ask('Action: Ping');
  call.hangUp();
  await pbx.finish(call);
  expect(await ask('Action: Ping')).toEqual(['Event: AsyncAGIEnd', expect.stringContaining('Response: Success')]);
  expect(pbx.log.steps.at(-1)).toBe('h@default:1 NoOp(over HANGUP)');
});

test('on a call that is over there is nothing to control: it ends as it begins, and so does what is done after the call', async () => {
  const { pbx, ask } = await open(
    CONFIG['extensions.conf'].replace('exten => h,1,', 'exten => h,1,DeadAGI(agi:async)\n same => n,'),
  );
  await using _ = pbx;
  await pbx.finish(pbx.call('alice', 'dead'));
  expect((await ask('Action: Ping')).slice(0, 2)).toEqual(['Event: AsyncAGIStart', 'Event: AsyncAGIEnd']);
  expect(pbx.log.steps.at(-1)).toBe('h@default:1 DeadAGI(agi:async)');
});

test('a call that is sent elsewhere leaves it', async () => {
  const { pbx, ask } = await open();
  await using _ = pbx;
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(10);
  const redirect = `Action: Redirect\nChannel: ${call.channel.name}\nContext: default\nExten: moved\nPriority: 1`;
  expect(await ask(redirect)).toContain('Event: AsyncAGIEnd');
  expect(pbx.log.steps).toContain('moved@default:1 NoOp(elsewhere)');
});

test('a channel that is not in it takes no commands; one that was keeps them for the next time', async () => {
  const { pbx, ask } = await open();
  await using _ = pbx;
  const other = pbx.call('bob', 'moved');
  expect(await ask(agi(other.channel.name, 'NOOP'))).toEqual([
    expect.stringMatching(/Channel \S+ does not exist\.|Failed to add AGI command to channel \S+ queue/),
  ]);
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(10);
  const { name } = call.channel;
  await ask('Action: Ping');
  const both = `${agi(name, 'ASYNCAGI BREAK')}\n\n${agi(name, 'NOOP', '\nCommandID: late')}`;
  expect((await ask(both)).at(-1)).toBe('Event: AsyncAGIExec | Result: 200%20result%3D0%0A | CommandId: late');
});

test('the console gives commands too', async () => {
  const { pbx, client, ask } = await open();
  await using _ = pbx;
  const run = async (line: string): Promise<string> => {
    client.send(`Action: Command\nCommand: ${line}`);
    await pbx.clock.advance(1);
    return client.take().join('\n');
  };
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(10);
  await ask('Action: Ping');
  const { name } = call.channel;
  expect(await run(`agi exec ${name} "set variable X 5" mark`)).toContain('Result: 200%20result%3D1%0A');
  expect(await run(`agi exec ${name} "get variable X" mark`)).toMatch(
    /CommandId: mark[\s\S]*Result: 200%20result%3D1%20\(5\)%0A|Result: 200%20result%3D1%20\(5\)%0A[\s\S]*CommandId: mark/,
  );
  expect(await run('agi exec nope noop')).toContain('Channel nope does not exist.');
  expect(await run(`agi exec ${name}`)).toContain('Usage: agi exec');
  expect(await run('agi show commands topic database')).toMatch(/database del .*\n[\s\S]*database put /);
  const page = join(pbx.folder, 'agi.html');
  expect(await run(`agi dump html ${page}`)).toContain(`AGI HTML commands dumped to: ${page}`);
  expect(readFileSync(page, 'utf8')).toContain('<pre>database get &lt;family&gt; &lt;key&gt;</pre>');
  expect(await run('agi dump html /nonexistent/x')).toContain("Could not create file '/nonexistent/x'");
});
