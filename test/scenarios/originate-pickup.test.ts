import { expect, test } from 'vitest';
import { type OriginateResult, type OriginateTarget, originatorPort } from '../../src/pbx/ports/originator.ts';
import { answerAfter, type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => *8,1,Pickup(here@PICKUPMARK)
 same => n,NoOp(nothing to take)
exten => *9,1,PickupChan(Phone/bob)
exten => reached,1,NoOp(\${CHANNEL} reached \${COLOUR} \${CALLERID(num)})
 same => n,Wait(5)
 same => n,NoOp(end)
exten => h,1,NoOp(h of \${CHANNEL})
`;
const EXTENSION: OriginateTarget = {
  kind: 'extension',
  target: { context: 'default', exten: 'reached', priority: 1 },
};

interface Placed {
  readonly pbx: TestPbx;
  readonly result: Promise<OriginateResult>;
  readonly bob: FakeCall;
  readonly answered: string[];
}

/** A call from nowhere rings bob's phone. */
async function place(to: OriginateTarget): Promise<Placed> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': DIALPLAN },
    phones: { bob: ringOnly, dave: answerAfter(100) },
  });
  const answered: string[] = [];
  const result = pbx.pbx.ports.use(originatorPort).originate({
    dialString: 'Phone/bob',
    to,
    timeoutMs: 30_000,
    accountCode: 'sales',
    caller: { name: 'Anna', number: '555' },
    variables: [
      ['PICKUPMARK', 'here'],
      ['COLOUR', 'blue'],
    ],
    onAnswered: ({ name }) => void answered.push(name),
  });
  await pbx.clock.advance(500);
  const bob = pbx.exchange.callsOf('bob')[0];
  if (!bob) throw new Error('bob was not called');
  return { pbx, result, bob, answered };
}

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

test.each(['*8', '*9'])('who takes an originated call by %s goes on where that was to go', async (exten) => {
  const { pbx, result, bob, answered } = await place(EXTENSION);
  await using _ = pbx;
  const carol = pbx.call('carol', exten);
  await pbx.clock.advance(1500);
  expect(bob.endedWith).toBe(26);
  const outcome = await result;
  expect(outcome).toMatchObject({ answered: true, channel: { name: carol.channel.name } });
  expect(answered).toEqual([carol.channel.name]);
  expect(notes(pbx)).toEqual([`${carol.channel.name} reached blue carol`]);
  await pbx.clock.advance(5000);
  expect(notes(pbx).slice(1)).toEqual(['end', `h of ${carol.channel.name}`]);
  if (outcome.answered) await outcome.finished;
  expect(pbx.pbx.channels.size).toBe(0);
});

test('where the call was placed for an application, who takes it gets that', async () => {
  const { pbx, result } = await place({ kind: 'application', application: 'Wait', data: '3' });
  await using _ = pbx;
  const carol = pbx.call('carol', '*8');
  await pbx.clock.advance(1500);
  expect(carol.channel.position.application).toBe('Wait');
  await pbx.clock.advance(3000);
  expect(carol.endedWith).toBe(16);
  const outcome = await result;
  if (outcome.answered) await outcome.finished;
  expect(pbx.pbx.channels.size).toBe(0);
});

test('a pickup key, which is no step of a dialplan, takes it too', async () => {
  const { pbx, result } = await place(EXTENSION);
  await using _ = pbx;
  const taker = pbx.pbx.ports.use(originatorPort).originate({
    dialString: 'Phone/dave',
    to: { kind: 'application', application: 'Pickup', data: 'here@PICKUPMARK' },
    timeoutMs: 5000,
  });
  await pbx.clock.advance(1500);
  expect(await taker).toMatchObject({ answered: true, channel: { name: 'Phone/dave-00000001' } });
  expect(await result).toMatchObject({ answered: true, channel: { name: 'Phone/dave-00000001' } });
  expect(notes(pbx)).toEqual(['Phone/dave-00000001 reached blue ']);
  await pbx.clock.advance(5000);
  expect(notes(pbx).slice(1)).toEqual(['end', 'h of Phone/dave-00000001']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('who hangs up in the same instant ends the call', async () => {
  const { pbx, result } = await place(EXTENSION);
  await using _ = pbx;
  const carol = pbx.call('carol', '*8');
  for (let waited = 0; waited < 3000 && !carol.channel.isUp; waited += 10) await pbx.clock.advance(10);
  carol.hangUp();
  await pbx.clock.advance(3000);
  const outcome = await result;
  if (outcome.answered) await outcome.finished;
  await pbx.clock.advance(40_000);
  expect(pbx.pbx.channels.size).toBe(0);
});
