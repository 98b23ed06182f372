import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[general]
autofallthrough=yes
[default]
exten => s,1,Set(WHO=boss)
 same => n,GotoIf($["\${CALLERID(num)}" = "200"]?\${WHO},1:staff,1)
 same => n,Hangup(17)
exten => boss,1,NoOp(\${LEN(abc)} \${NOBODY})
 same => n,Wait(10)
exten => lost,1,Goto(nowhere,1)
exten => h,1,NoOp(bye)
`;

const open = (verbosity = 5): Promise<TestPbx> =>
  openTestPbx({ config: { 'extensions.conf': EXTENSIONS }, startMs: new Date(2026, 0, 1, 12).getTime(), verbosity });

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

test('a trace tells each priority, its values, and where it led', async () => {
  await using pbx = await open();
  const call = pbx.call('alice', 's', { caller: { number: '200' } });
  await pbx.clock.advance(4000);
  const live = `Trace of SIP/alice-00000000, since 2026-01-01 12:00:00, live
  12:00:00.000 s@default:1 (extensions.conf:4)  Set(WHO=boss)
  12:00:00.000 s@default:2 (extensions.conf:5)  GotoIf($["\${CALLERID(num)}" = "200"]?\${WHO},1:staff,1)
               \${CALLERID(num)} is '200'
               \${WHO} is 'boss'
               runs as GotoIf(1?boss,1:staff,1)
               -> goes to boss@default:1
  12:00:00.000 boss@default:1 (extensions.conf:7)  NoOp(\${LEN(abc)} \${NOBODY})
               \${LEN(abc)} is '3'
               \${NOBODY} is (not set)
               runs as NoOp(3 )
  12:00:00.000 boss@default:2 (extensions.conf:8)  Wait(10)
               is here, for 00:00:04
`;
  expect(await rx(pbx, `core trace ${call.channel.name}`)).toBe(live.replace('SIP/alice-00000000', call.channel.name));
  await pbx.finish(call);
  const over = await rx(pbx, `core trace ${call.channel.name}`);
  expect(over).toMatch(/, over\n/);
  expect(over.split('\n').slice(-5).join('\n')).toBe(`  12:00:00.000 boss@default:2 (extensions.conf:8)  Wait(10)
  12:00:10.000 * there is no priority 3, so the call ends (autofallthrough; DIALSTATUS is UNKNOWN)
  12:00:10.000 * the call is over: h@default:1 runs
  12:00:10.000 h@default:1 (extensions.conf:10)  NoOp(bye)
`);
  expect(await rx(pbx, 'core trace')).toMatch(/ over {6}7\n1 calls noted down\n$/);
});

test('a place that is not there, and a hangup from far, are told', async () => {
  await using pbx = await open();
  const lost = pbx.call('alice', 'lost');
  await pbx.finish(lost);
  expect(await rx(pbx, `core trace ${lost.channel.name}`)).toContain(' * there is no extension nowhere@default\n');
  const call = pbx.call('bob', 'boss');
  await pbx.clock.advance(1000);
  call.hangUp();
  await pbx.finish(call);
  const text = await rx(pbx, `core trace ${call.channel.name}`);
  expect(text).toContain('Wait(10)\n               was interrupted\n');
  expect(text).toContain(' * the channel is hung up (cause ');
});

test('without a watching console a call is noted down from when it is asked for', async () => {
  await using pbx = await open(0);
  const call = pbx.call('alice', 's', { caller: { number: '200' } });
  await pbx.clock.advance(1000);
  expect(await rx(pbx, `core trace ${call.channel.name}`)).toBe(
    `${call.channel.name} was not noted down so far; it is from now on. It is at boss@default:2 in Wait(10).\n`,
  );
  await pbx.finish(call);
  const text = await rx(pbx, `core trace ${call.channel.name}`);
  expect(text).toContain('h@default:1 (extensions.conf:10)  NoOp(bye)');
  expect(text).not.toContain('Set(WHO=boss)');
  expect(await rx(pbx, 'core trace all on')).toBe('New calls are noted down from now on.\n');
  const next = pbx.call('alice', 's');
  await pbx.finish(next);
  expect(await rx(pbx, `core trace ${next.channel.name}`)).toContain('runs as GotoIf(0?boss,1:staff,1)');
  expect(await rx(pbx, `core trace ${next.channel.name} off`)).toBe(
    `The trace of ${next.channel.name} is forgotten.\n`,
  );
  expect(await rx(pbx, 'core trace nobody')).toBe(
    "nobody is not a known channel\nCommand 'core trace nobody' failed.\n",
  );
});
