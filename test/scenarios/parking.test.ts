import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { deviceStatesPort } from '../../src/pbx/ports/device-states.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const PARKING = `[general]
parkeddynamic = yes
[default]
parkext => 700
parkpos => 701-703
context => parkedcalls
parkinghints = yes
parkingtime = 8
parkedcallreparking = both
[lot2]
parkext => 750
parkpos => 751-752
context => lot2ctx
comebacktoorigin = no
findslot = next
`;

const DIALPLAN = `[default]
include => parkedcalls
exten => park,1,Park(\${LOT},\${OPTS})
 same => n,NoOp(after park)
exten => back,1,NoOp(back \${PARKER} \${PARKINGSLOT} \${PARKEDLOT} \${PARKING_SPACE} \${PARKER_FLAT})
 same => n,Wait(1)
exten => x,1,Dial(Phone/bob,,\${DIALOPTS})
 same => n,NoOp(after dial)
exten => dyn,1,Set(PARKINGDYNAMIC=default)
 same => n,Set(PARKINGDYNCONTEXT=dynctx)
 same => n,Set(PARKINGDYNEXTEN=800)
 same => n,Set(PARKINGDYNPOS=801-803)
 same => n,Park(dynlot)
exten => who,1,NoOp(who \${PARK_GET_CHANNEL(701,default)})
exten => tell,1,ParkAndAnnounce(default,,pbx-transfer:PARKED,Phone/carol)
exten => tellr,1,ParkAndAnnounce(default,rRt(6)c(default,back,1),PARKED,Phone/carol)
exten => s,1,NoOp(came back)
 same => n,Wait(1)
`;

async function office(): Promise<TestPbx> {
  return openTestPbx({
    config: {
      'extensions.conf': DIALPLAN,
      'res_parking.conf': PARKING,
      'features.conf': '[featuremap]\nparkcall => *5\nblindxfer => ##\n',
    },
    phones: { bob: answerAfter(100), alice: answerAfter(500), carol: answerAfter(300) },
  });
}

const run = async (pbx: TestPbx, line: string): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run(line)).text;
const steps = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));
const lamp = (pbx: TestPbx, space: number): string =>
  pbx.pbx.ports.use(deviceStatesPort).state(`park:${space}@parkedcalls`);

async function talks(pbx: TestPbx, one: FakeCall, other: FakeCall): Promise<boolean> {
  const before = [one.digits, other.digits];
  for (const [who, digit] of [
    [one, '3'],
    [other, '6'],
  ] as const) {
    void who.press(digit);
    await pbx.clock.advance(1500);
  }
  return other.digits === `${before[1]}3` && one.digits === `${before[0]}6`;
}

function last(pbx: TestPbx, name: string): FakeCall {
  const call = pbx.exchange.callsOf(name).at(-1);
  if (!call) throw new Error(`${name} was not called`);
  return call;
}

describe('Park and ParkedCall', () => {
  test('a call waits on the first free space, its lamp is lit, and another fetches it', async () => {
    await using pbx = await office();
    expect(lamp(pbx, 701)).toBe('NOT_INUSE');
    const alice = pbx.call('alice', '700');
    await pbx.clock.advance(4000);
    expect(lamp(pbx, 701)).toBe('INUSE');
    expect(await run(pbx, 'parking show default')).toContain(
      `Parked Calls\n------------\n  Space               :  701\n  Channel             :  ${alice.channel.name}\n  Parker Dial String  :  Phone/alice\n`,
    );
    await pbx.finish(pbx.call('eve', 'who'));
    expect(steps(pbx)).toContain(`who ${alice.channel.name}`);
    const dave = pbx.call('dave', '701');
    await pbx.clock.advance(500);
    expect(lamp(pbx, 701)).toBe('NOT_INUSE');
    expect(await talks(pbx, alice, dave)).toBe(true);
    dave.hangUp();
    await pbx.clock.advance(500);
    expect(alice.endedWith).toBe(16);
    expect(pbx.pbx.channels.size).toBe(0);
  });

  test('when the time is over whoever parked it is called, by a generated extension', async () => {
    await using pbx = await office();
    const alice = pbx.call('alice', '700');
    await pbx.clock.advance(9000);
    expect(pbx.log.steps).toContain('Phone_alice@park-dial:1 Dial(Phone/alice,30,kK)');
    expect(await talks(pbx, alice, last(pbx, 'alice'))).toBe(true);
    expect(await run(pbx, 'dialplan show park-dial')).toContain("[ Context 'park-dial' created by 'res_parking' ]");
  });

  test('c and t choose where it goes then, and when', async () => {
    await using pbx = await office();
    pbx.call('alice', 'park', { variables: { OPTS: 'c(default,back,1)t(3)' } });
    await pbx.clock.advance(3500);
    expect(steps(pbx)).toEqual(['back Phone/alice 701 default 701 Phone_alice']);
  });

  test.each([
    ['', false],
    ['r', true],
  ])('Park(default,%s): ringing instead of music: %s', async (OPTS, ringing) => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'park', { variables: { LOT: 'default', OPTS } });
    await pbx.clock.advance(4000);
    expect(lamp(pbx, 701)).toBe('INUSE');
    expect(alice.indications.includes('ringing')).toBe(ringing);
  });

  test('R takes any free space, and the last one too', async () => {
    await using pbx = await office();
    for (const name of ['anna', 'bert', 'cleo']) pbx.call(name, 'park', { variables: { LOT: 'default', OPTS: 'Rs' } });
    await pbx.clock.advance(2000);
    expect([701, 702, 703].map((space) => lamp(pbx, space))).toEqual(['INUSE', 'INUSE', 'INUSE']);
    await pbx.finish(pbx.call('dora', 'park', { variables: { LOT: 'default', OPTS: 'Rs' } }));
    expect(steps(pbx)).toEqual(['after park']);
  });

  test('without comebacktoorigin it goes to the context of the lot, else to s of default', async () => {
    await using pbx = await office();
    pbx.call('alice', 'park', { variables: { LOT: 'lot2', OPTS: 't(2)' } });
    await pbx.clock.advance(3000);
    expect(steps(pbx)).toEqual(['came back']);
  });

  test('PARKINGEXTEN wants a space; a taken one leads to the next', async () => {
    await using pbx = await office();
    for (const caller of ['a', 'b']) pbx.call(caller, 'park', { variables: { PARKINGEXTEN: '702', OPTS: 's' } });
    await pbx.clock.advance(500);
    expect([701, 702, 703].map((space) => lamp(pbx, space))).toEqual(['NOT_INUSE', 'INUSE', 'INUSE']);
  });

  test('findslot = next goes round', async () => {
    await using pbx = await office();
    for (const caller of ['a', 'b']) {
      const call = pbx.call(caller, 'park', { variables: { LOT: 'lot2', OPTS: 's' } });
      await pbx.clock.advance(500);
      call.hangUp();
      await pbx.clock.advance(500);
    }
    expect(pbx.log.lines.filter((line) => line.startsWith('Parking ')).map((line) => line.slice(-3))).toEqual([
      '751',
      '752',
    ]);
  });

  test('a full lot and an unknown one are told, and the call goes on', async () => {
    await using pbx = await office();
    for (const caller of ['a', 'b', 'c', 'd']) pbx.call(caller, 'park', { variables: { OPTS: 's' } });
    await pbx.clock.advance(4000);
    expect(steps(pbx)).toEqual(['after park']);
  });

  test('nobody is on that space: the caller is told and the call ends', async () => {
    await using pbx = await office();
    const dave = pbx.call('dave', '703');
    await pbx.clock.advance(1500);
    expect(pbx.log.has('pbx-invalidpark')).toBe(true);
    expect(dave.endedWith).toBe(16);
  });

  test('a lot is made where parkeddynamic allows it, and gone with its last call', async () => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'dyn');
    await pbx.clock.advance(500);
    expect(await run(pbx, 'dialplan show dynctx')).toContain('1. ParkedCall(dynlot,801)');
    expect(await run(pbx, 'parking show dynlot')).toContain('Dynamic             :  yes');
    alice.hangUp();
    await pbx.clock.advance(500);
    expect(await run(pbx, 'parking show dynlot')).toContain("Could not find parking lot 'dynlot'");
  });

  test('ParkAndAnnounce tells somebody where', async () => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'tell');
    await pbx.clock.advance(3000);
    expect(last(pbx, 'carol').channel.variables.get('PARKEDAT')).toBe('701');
    expect(last(pbx, 'carol').endedWith).toBe(16);
    const dave = pbx.call('dave', '701');
    await pbx.clock.advance(300);
    expect(await talks(pbx, alice, dave)).toBe(true);
  });

  test('ParkAndAnnounce takes the options of Park: r rings, R takes any space, t and c say when and where it goes', async () => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'tellr');
    await pbx.clock.advance(3000);
    const space = String(last(pbx, 'carol').channel.variables.get('PARKEDAT'));
    expect(['701', '702', '703']).toContain(space);
    expect(alice.indications).toContain('ringing');
    await pbx.clock.advance(4500);
    expect(steps(pbx)).toEqual([`back Phone/alice ${space} default ${space} Phone_alice`]);
  });
});

describe('parking by digits', () => {
  test.each([
    ['k', 'bob', 'alice'],
    ['K', 'alice', 'bob'],
  ])(
    'with %s %s parks %s, is told where and let go; fetched, parked again and timed out',
    async (DIALOPTS, parker, parkee) => {
      await using pbx = await office();
      const alice = pbx.call('alice', 'x', { variables: { DIALOPTS } });
      await pbx.clock.advance(500);
      const bob = last(pbx, 'bob');
      const [by, other] = parker === 'bob' ? [bob, alice] : [alice, bob];
      void by.press('*5');
      await pbx.clock.advance(4500);
      expect(by.endedWith).toBe(16);
      expect(other.endedWith).toBeUndefined();
      expect(lamp(pbx, 701)).toBe('INUSE');
      expect(steps(pbx)).toEqual([]);
      const dave = pbx.call('dave', '701');
      await pbx.clock.advance(300);
      expect(await talks(pbx, other, dave)).toBe(true);
      void dave.press('*5');
      await pbx.clock.advance(4500);
      expect(dave.endedWith).toBe(16);
      expect(lamp(pbx, 701)).toBe('INUSE');
      const frank = pbx.call('frank', '701');
      await pbx.clock.advance(300);
      expect(await talks(pbx, other, frank)).toBe(true);
      frank.hangUp();
      await pbx.clock.advance(500);
      expect(other.endedWith).toBe(16);
      expect(pbx.pbx.channels.size).toBe(0);
      expect(parkee).not.toBe(parker);
    },
  );

  test.each([['k'], ['K']])('with %s a parked call that is not fetched comes back', async (DIALOPTS) => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'x', { variables: { DIALOPTS } });
    await pbx.clock.advance(500);
    const bob = last(pbx, 'bob');
    const [by, other, name] = DIALOPTS === 'k' ? [bob, alice, 'bob'] : [alice, bob, 'alice'];
    void by.press('*5');
    await pbx.clock.advance(11_000);
    expect(last(pbx, name)).not.toBe(by);
    expect(await talks(pbx, other, last(pbx, name))).toBe(true);
  });

  test.each([['k'], ['K']])('with %s a parked caller hangs up', async (DIALOPTS) => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'x', { variables: { DIALOPTS } });
    await pbx.clock.advance(500);
    const bob = last(pbx, 'bob');
    const [by, other] = DIALOPTS === 'k' ? [bob, alice] : [alice, bob];
    void by.press('*5');
    await pbx.clock.advance(4000);
    other.hangUp();
    await pbx.clock.advance(500);
    expect(lamp(pbx, 701)).toBe('NOT_INUSE');
    expect(pbx.pbx.channels.size).toBe(0);
  });

  test('a blind transfer to the extension that parks does the same', async () => {
    await using pbx = await office();
    const alice = pbx.call('alice', 'x', { variables: { DIALOPTS: 't' } });
    await pbx.clock.advance(500);
    const bob = last(pbx, 'bob');
    void bob.press('##');
    await pbx.clock.advance(700);
    void bob.press('700');
    await pbx.clock.advance(5000);
    expect(bob.endedWith).toBe(16);
    expect(lamp(pbx, 701)).toBe('INUSE');
    expect(await run(pbx, 'parking show default')).toContain('Parker Dial String  :  Phone/bob');
    expect(alice.endedWith).toBeUndefined();
  });
});

test('parking show and dialplan show are written as Asterisk writes them', async () => {
  await using pbx = await office();
  expect(await run(pbx, 'parking show lot2')).toBe(`
Parking Lot: lot2
--------------------------------------------------------------------------
Parking Extension   :  750
Parking Context     :  lot2ctx
Parking Spaces      :  751-752
Parking Time        :  45 sec
Comeback to Origin  :  no
Comeback Context    :  parkedcallstimeout
Comeback Dial Time  :  30 sec
MusicOnHold Class   :  
Enabled             :  yes
Dynamic             :  no

Parked Calls
------------
  (none)


`);
  expect(await run(pbx, 'dialplan show parkedcalls')).toBe(`[ Context 'parkedcalls' created by 'res_parking/default' ]
  '700' =>          1. Park()                                     [res_parking]
  '701' =>          hint: park:701@parkedcalls                    [res_parking/default]
                    1. ParkedCall(default,701)                    [res_parking/default]
  '702' =>          hint: park:702@parkedcalls                    [res_parking/default]
                    1. ParkedCall(default,702)                    [res_parking/default]
  '703' =>          hint: park:703@parkedcalls                    [res_parking/default]
                    1. ParkedCall(default,703)                    [res_parking/default]

-= 4 extensions (7 priorities) in 1 context. =-
`);
  expect(pbx.log.of('warning')).toEqual([]);
});

test('the lot default has its usual extensions where the file says nothing of it; its context is there without extensions too', async () => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\n', 'res_parking.conf': '[general]\n' },
  });
  expect(await run(pbx, 'dialplan show parkedcalls')).toContain('-= 51 extensions (51 priorities) in 1 context. =-');
  pbx.write('res_parking.conf', '[default]\nparkpos => 701-702\n[other]\nparkext => 800\nparkpos => 801-802\n');
  expect(await pbx.pbx.modules.reload('res_parking')).toEqual({ ok: true });
  expect(await run(pbx, 'dialplan show parkedcalls')).toContain('-= 3 extensions (3 priorities) in 1 context. =-');
  expect((await run(pbx, 'parking show')).match(/Parking Lot: .*/g)).toEqual([
    'Parking Lot: default',
    'Parking Lot: other',
  ]);
});

test.each([
  ['901-900', "parkpos is '901-900'"],
  ['702-703', "Parking lot 'other' has spaces of the lot 'default', in the same context 'parkedcalls'"],
])('a reload that finds unusable spaces (%s) keeps the lots as they were', async (parkpos, message) => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\n', 'res_parking.conf': '[default]\nparkext => 700\n' },
  });
  pbx.write('res_parking.conf', `[default]\nparkext => 700\n[other]\nparkext => 900\nparkpos => ${parkpos}\n`);
  expect(await pbx.pbx.modules.reload('res_parking')).toMatchObject({ ok: false });
  expect(pbx.log.has(message)).toBe(true);
  expect(await run(pbx, 'parking show')).not.toContain('other');
});
