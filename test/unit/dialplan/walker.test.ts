import { afterEach, describe, expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { databasePort } from '../../../src/pbx/ports/database.ts';
import { deviceStatesPort } from '../../../src/pbx/ports/device-states.ts';
import { type DialplanHouse, openDialplan } from '../../support/dialplan-house.ts';
import { refuse } from '../../support/fake-phone.ts';

let house: DialplanHouse | undefined;
afterEach(() => house?.close());

/** Runs a call and gives its steps, `exten@context:priority App(data)`. */
async function steps(
  dialplan: string,
  exten: string,
  options: Parameters<typeof openDialplan>[1] = {},
): Promise<string[]> {
  house = await openDialplan(dialplan, options);
  await house.call(exten, 'default');
  return house.test.log.steps;
}

describe('includes', () => {
  const dialplan = `
[default]
include => day,9:00-17:00,mon-fri,*,*,UTC
include => night
[day]
exten => 100,1,NoOp(day)
[night]
exten => 100,1,NoOp(night)
exten => 100,2,NoOp(still night)
`;

  test('by time: the first that holds now', async () => {
    const monday = Date.UTC(2026, 10, 23, 12, 0);
    expect(await steps(dialplan, '100', { startMs: monday })).toEqual([
      '100@default:1 NoOp(day)',
      '100@default:2 NoOp(still night)',
    ]);
  });

  test('by time: passed over outside of it', async () => {
    const sunday = Date.UTC(2026, 10, 22, 12, 0);
    expect(await steps(dialplan, '100', { startMs: sunday })).toEqual([
      '100@default:1 NoOp(night)',
      '100@default:2 NoOp(still night)',
    ]);
  });

  test('that lead in a circle find nothing and end', async () => {
    house = await openDialplan('[default]\ninclude => a\n[a]\ninclude => default\n');
    await house.call('100', 'default');
    expect(
      house.test.log.has('sent to invalid extension but no invalid handler: context,exten,priority=default,100,1'),
    ).toBe(true);
  });
});

describe('a reload', () => {
  test('does not disturb a call that runs: it goes on in the new dialplan at its next step', async () => {
    house = await openDialplan('[default]\nexten => s,1,Wait(10)\n same => n,NoOp(old)\n');
    const { test: pbx } = house;
    const call = pbx.call('phone', 's');
    await pbx.clock.advance(1000);
    pbx.write('extensions.conf', '[default]\nexten => s,1,NoOp(never)\n same => n,NoOp(new)\n same => n,NoOp(newer)\n');
    expect(await pbx.pbx.ports.use(commandsPort).run('dialplan reload')).toEqual({
      ok: true,
      text: 'Dialplan reloaded.\n',
    });
    await pbx.finish(call);
    expect(pbx.log.steps).toEqual(['s@default:1 Wait(10)', 's@default:2 NoOp(new)', 's@default:3 NoOp(newer)']);
  });

  test('of a file that cannot be read keeps what is there', async () => {
    house = await openDialplan('[default]\nexten => s,1,NoOp(old)\n');
    house.test.write('extensions.conf', 'exten => s,1,NoOp(no section)\n');
    const { ok, text } = await house.test.pbx.ports.use(commandsPort).run('dialplan reload');
    expect([ok, text]).toEqual([
      false,
      "Unable to reload the dialplan: extensions.conf is refused; what was loaded stays\nCommand 'dialplan reload' failed.\n",
    ]);
    await house.call('s', 'default');
    expect(house.test.log.steps).toEqual(['s@default:1 NoOp(old)']);
  });

  test('keeps globals, unless clearglobalvars is set', async () => {
    house = await openDialplan('[globals]\nA=1\nB=${A}2\n[default]\nexten => s,1,NoOp(${A}${B}${C})\n');
    const { ports } = house.test.pbx;
    const run = (command: string) => ports.use(commandsPort).run(command);
    await run('dialplan set global C kept');
    await run('dialplan reload');
    await house.call('s', 'default');
    house.test.write(
      'extensions.conf',
      '[general]\nclearglobalvars=yes\n[default]\nexten => s,1,NoOp([${A}${B}${C}])\n',
    );
    await run('dialplan reload');
    await house.call('s', 'default');
    expect(house.test.log.steps).toEqual(['s@default:1 NoOp(112kept)', 's@default:1 NoOp([])']);
  });
});

describe('constructs of Asterisk 1.4', () => {
  const old = `
[default]
exten => s,1,ResponseTimeout(7)
exten => s,2,DBput(family/key=value)
exten => s,3,DBget(found=family/key)
exten => s,4,NoOp(\${found} \${TIMEOUT(response)})
exten => s,5,DBget(other=family/none)
exten => s,6,NoOp(not here)
exten => s,106,GotoIf($["\${found}" = "value"]?t|1:s|200)
exten => t,1,ExecIf($[1 = 1]|Set|x=a\\,b)
exten => t,2,Gosub(sub|s|1)
exten => t,3,Goto(end|s|1)
[sub]
exten => s,1,Return()
[end]
exten => s,1,Set(LANGUAGE()=fr)
exten => s,2,NoOp(\${x} in \${LANGUAGE()})
`;

  test('work with legacy_syntax', async () => {
    expect(await steps(old, 's', { system: { legacySyntax: true } })).toEqual([
      's@default:1 Set(TIMEOUT(response)=7)',
      's@default:2 Set(DB(family/key)=value)',
      's@default:3 Set(found=value)',
      's@default:4 NoOp(value 7.000)',
      's@default:5 Set(other=)',
      's@default:106 GotoIf(1?t,1:s,200)',
      't@default:1 ExecIf(1?Set(x=a\\,b))',
      't@default:2 Gosub(sub,s,1)',
      's@sub:1 Return()',
      't@default:3 Goto(end,s,1)',
      's@end:1 Set(CHANNEL(language)=fr)',
      's@end:2 NoOp(a\\,b in fr)',
    ]);
  });

  test('do not without it: a call ends at what is gone', async () => {
    expect(await steps(old, 's')).toEqual([]);
    expect(house?.test.log.has("No application 'ResponseTimeout' for extension (default, s, 1)")).toBe(true);
  });

  test('a busy Dial goes on at n+101', async () => {
    const dialplan =
      '[default]\nexten => s,1,Dial(SIP/b)\n same => n,NoOp(away)\n exten => s,102,NoOp(${DIALSTATUS})\n';
    house = await openDialplan(dialplan, { system: { legacySyntax: true }, phones: { b: refuse('busy') } });
    await house.call('s', 'default');
    expect(house.test.log.steps.at(-1)).toBe('s@default:102 NoOp(BUSY)');
  });
});

describe('a call that ends inside a macro', () => {
  const dialplan = (own: string): string => `
[default]
exten => s,1,Macro(notify,Ann)
exten => h,1,NoOp(caller's h, [\${ARG1}])
[macro-notify]
exten => s,1,Hangup()
${own}`;

  test('runs the h of the macro, with its arguments, where it has one', async () => {
    const own = "exten => h,1,NoOp(macro's h, [${ARG1}])";
    expect((await steps(dialplan(own), 's')).at(-1)).toBe("h@macro-notify:1 NoOp(macro's h, [Ann])");
  });

  test("runs the caller's h where the macro has none", async () => {
    expect((await steps(dialplan(''), 's')).at(-1)).toBe("h@default:1 NoOp(caller's h, [])");
  });
});

describe('the dialplan without autofallthrough', () => {
  test('waits for digits at the end of its priorities, then runs t', async () => {
    const dialplan =
      '[general]\nautofallthrough=no\n[default]\nexten => s,1,Set(TIMEOUT(response)=3)\nexten => t,1,Hangup()\n';
    house = await openDialplan(dialplan);
    const started = house.test.clock.now();
    await house.call('s', 'default');
    expect(house.test.clock.now() - started).toBeGreaterThanOrEqual(3000);
    expect(house.test.log.steps.at(-1)).toBe('t@default:1 Hangup()');
  });
});

describe('custom devices', () => {
  test('keep the state that is set, and hints show it', async () => {
    house = await openDialplan(`
[default]
exten => s,1,Set(DEVICE_STATE(Custom:lamp)=INUSE)
 same => n,NoOp(\${DEVICE_STATE(Custom:lamp)} \${DEVICE_STATE(Custom:other)} \${EXTENSION_STATE(100@default)})
exten => 100,hint,Custom:lamp
`);
    await house.call('s', 'default');
    expect(house.test.log.steps.at(-1)).toBe('s@default:2 NoOp(INUSE UNKNOWN INUSE)');
    const { ports } = house.test.pbx;
    expect(ports.use(databasePort).get('CustomDevstate', 'lamp')).toBe('INUSE');
    const { text } = await ports.use(commandsPort).run('devstate change Custom:lamp NOT_INUSE');
    expect([text, ports.use(deviceStatesPort).state('Custom:lamp')]).toEqual([
      'Changing lamp to NOT_INUSE\n',
      'NOT_INUSE',
    ]);
  });
});
