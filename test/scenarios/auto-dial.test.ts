import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, sine } from '../support/audio.ts';
import { exampleFiles } from '../support/example.ts';
import { answerAfter, type Behaviour, type FakeCall, refuse } from '../support/fake-phone.ts';
import { dropCallFile, spoolTime } from '../support/spool.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const HELLO_HZ = 600;

/** The example as it stands. */
async function open(trunk: Behaviour): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: exampleFiles('auto-dial'),
    phones: { trunkname: trunk },
    startMs: spoolTime(),
  });
  pbx.prompt('hello-world', sine(HELLO_HZ, 1000));
  for (const name of ['vm-goodbye', 'to-confirm-wakeup', 'press-1', 'beep']) pbx.prompt(name, sine(2500, 200));
  return pbx;
}

const theCall = (pbx: TestPbx): FakeCall => {
  const call = pbx.exchange.callsOf('trunkname').at(-1);
  if (!call) throw new Error('nobody was called');
  return call;
};

/** Answers when the file has been taken note of, and says something at 500 Hz for so long. */
function answersAndSays(forMs: number): Behaviour {
  return answerAfter(3000, (call) => {
    const words = call.hum(500);
    call.clock.after(forMs, () => words?.stop());
  });
}

const delivered = async (pbx: TestPbx): Promise<string | undefined> =>
  /person|machine/.exec((await pbx.pbx.ports.use(commandsPort).run('database show delivered')).text)?.[0];

test('the dialplan, FollowMe and the console all reach the number, which hears the message', async () => {
  const begin: Record<string, (pbx: TestPbx) => unknown> = {
    dialplan: (pbx) => pbx.call('84', '90', { context: 'phones' }),
    console: (pbx) =>
      pbx.pbx.ports.use(commandsPort).run('channel originate SIP/trunkname/18882223333 extension s@message'),
  };
  for (const [name, act] of Object.entries(begin)) {
    await using pbx = await open(answerAfter(500, (call) => call.listen(join(pbx.folder, 'heard.wav'))));
    act(pbx);
    await pbx.clock.advance(3000);
    expect(amplitudeAt(await theCall(pbx).heard(), HELLO_HZ, 200, 600), name).toBeGreaterThan(2000);
    await pbx.clock.advance(5000);
    expect(pbx.pbx.channels.size, name).toBe(0);
  }
});

test('Originate() tells the caller what became of the call', async () => {
  for (const [trunk, status] of [
    [answerAfter(500), 'SUCCESS'],
    [refuse('busy'), 'BUSY'],
  ] as const) {
    await using pbx = await open(trunk);
    await pbx.finish(pbx.call('84', '90', { context: 'phones' }));
    expect(pbx.log.has(`The call came to ${status}`)).toBe(true);
  }
});

test('FollowMe joins the caller with the number that it finds', async () => {
  await using pbx = await open(answerAfter(500));
  const caller = pbx.call('84', '91', { context: 'phones' });
  await pbx.clock.advance(3000);
  caller.hum(700);
  theCall(pbx).listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1000);
  expect(amplitudeAt(await theCall(pbx).heard(), 700, 200, 600)).toBeGreaterThan(3000);
  theCall(pbx).hangUp();
  await pbx.finish(caller);
});

const DELIVER = 'Channel: SIP/trunkname/18882223333\nContext: deliver\nExtension: s\nSet: Number=18882223333\n';

test('a person says hello, has the message again with 2, and acknowledges it with 1', async () => {
  await using pbx = await open(answersAndSays(500));
  await dropCallFile(pbx, 'deliver.call', DELIVER);
  const call = theCall(pbx);
  await pbx.clock.advance(7000);
  void call.press('2');
  await pbx.clock.advance(3000);
  void call.press('1');
  await pbx.clock.advance(3000);
  expect(pbx.log.steps.filter((step) => step.includes('Playback(hello-world)'))).toHaveLength(2);
  expect(await delivered(pbx)).toBe('person');
  expect(pbx.pbx.channels.size).toBe(0);
});

test('a machine is let finish its greeting before the message is left', async () => {
  await using pbx = await open(answersAndSays(12_000));
  await dropCallFile(pbx, 'deliver.call', DELIVER);
  await pbx.clock.advance(9000);
  expect(pbx.log.has('MACHINE has answered')).toBe(true);
  expect(pbx.log.steps.some((step) => step.includes('Playback(hello-world)'))).toBe(false);
  await pbx.clock.advance(8000);
  expect(await delivered(pbx)).toBe('machine');
});

test('whoever hangs up before the message has been heard has not been told', async () => {
  await using pbx = await open(answersAndSays(500));
  await dropCallFile(pbx, 'deliver.call', DELIVER);
  await pbx.clock.advance(3000);
  theCall(pbx).hangUp();
  await pbx.clock.advance(3000);
  expect(await delivered(pbx)).toBeUndefined();
  expect(pbx.pbx.channels.size).toBe(0);
});

test.each(['Zap/1/18882223333', 'Zap/g2/18882223333'])(
  'an old call file to %s goes out through its gateway',
  async (channel) => {
    await using pbx = await open(answerAfter(500));
    await dropCallFile(pbx, 'old.call', `Channel: ${channel}\nContext: message\nExtension: s\n`);
    await pbx.clock.advance(3000);
    expect(theCall(pbx).endedWith).toBeDefined();
    expect(pbx.log.steps).toContain('s@message:2 Playback(hello-world)');
  },
);
