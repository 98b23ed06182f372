import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Processes } from '../../src/pbx/ports/processes.ts';
import { amplitudeAt, sine } from '../support/audio.ts';
import { EXAMPLES, exampleFiles } from '../support/example.ts';
import { answerAfter, type Behaviour, type FakeCall, refuse, ringOnly } from '../support/fake-phone.ts';
import { dropCallFile, keptCallFile, spoolTime } from '../support/spool.ts';
import { NO_PROCESSES, openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const HELLO_HZ = 600;

/** A real shell that is waited for: virtual time stands still meanwhile. */
const SHELL: Processes = {
  ...NO_PROCESSES,
  shell(line) {
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line]);
    return Promise.resolve({ exitCode: status ?? undefined, stdout, stderr: stderr.toString() });
  },
};

/** Twenty phones hear the announcement; each has a call file that differs in its first line alone, with a bare number as the caller. */
const ANNOUNCED = Array.from({ length: 20 }, (_, n) => String(200 + n));
const announcementFiles = Object.fromEntries(
  ANNOUNCED.map((phone) => [
    `calls/pa-${phone}.call`,
    callFile('pa-218')
      .replace(/^Channel: .*$/m, `Channel: SIP/${phone}`)
      .replace(/^CallerID: .*$/m, 'Callerid: 911'),
  ]),
);

/** The example as it stands, with its call files where its dialplan looks for them. */
async function open(phones: Readonly<Record<string, Behaviour>>): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      ...exampleFiles('call-files'),
      ...announcementFiles,
    },
    phones,
    processes: SHELL,
    startMs: spoolTime(),
  });
  pbx.prompt('hello-world', sine(HELLO_HZ, 1000));
  for (const name of ['press-1', 'pa-welcome', 'pa-confirm', 'beep']) pbx.prompt(name, sine(2500, 200));
  return pbx;
}

function callFile(name: string): string {
  return readFileSync(join(EXAMPLES, 'call-files', 'calls', `${name}.call`), 'utf8');
}

const waiting = (pbx: TestPbx): string[] => readdirSync(join(pbx.directories.spool, 'outgoing'));

test('the least call file dials a number, which hears the prompt', async () => {
  await using pbx = await open({ trunkname: answerAfter(1000, (call) => call.listen(join(pbx.folder, 'heard.wav'))) });
  await dropCallFile(pbx, 'minimal.call', callFile('minimal'));
  const [call] = pbx.exchange.callsOf('trunkname');
  if (!call) throw new Error('nobody was called');
  await pbx.clock.advance(2000);
  expect(amplitudeAt(await call.heard(), HELLO_HZ, 200, 600)).toBeGreaterThan(3000);
  expect(call.endedWith).toBeDefined();
  expect(waiting(pbx)).toEqual([]);
});

test('a phone of the house first, then the number', async () => {
  await using pbx = await open({ bt101: answerAfter(1000), trunkname: answerAfter(1000) });
  await dropCallFile(pbx, 'phone-first.call', callFile('phone-first'));
  await pbx.clock.advance(2000);
  const [phone] = pbx.exchange.callsOf('bt101');
  const [number] = pbx.exchange.callsOf('trunkname');
  phone?.hum(500);
  number?.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1000);
  expect(amplitudeAt((await number?.heard()) ?? sine(1, 1), 500, 200, 600)).toBeGreaterThan(3000);
  expect(pbx.log.steps.filter((step) => step.includes('Dial('))).toEqual([
    '14109850123@outgoing:1 Dial(SIP/trunkname/14109850123,60)',
  ]);
});

test('the third attempt is answered; after each failed one, failed tells which number it was', async () => {
  let attempts = 0;
  const called: number[] = [];
  await using pbx = await open({
    '84': answerAfter(500),
    trunkname: (call) => {
      called.push(call.clock.now());
      attempts++;
      (attempts === 1 ? refuse('busy') : attempts === 2 ? ringOnly : answerAfter(500))(call);
    },
  });
  await dropCallFile(pbx, 'number-first.call', callFile('number-first'));
  await pbx.clock.advance(200_000);
  expect(called.map((ms) => Math.round((ms - (called[0] ?? 0)) / 1000))).toEqual([0, 60, 150]);
  expect(pbx.log.steps.filter((step) => step.includes('was not reached'))).toEqual([
    'failed@extensions:2 Verbose(2,14109850123 was not reached: reason 5)',
    'failed@extensions:2 Verbose(2,14109850123 was not reached: reason 3)',
  ]);
  for (const phone of ['84', 'trunkname']) pbx.exchange.callsOf(phone).at(-1)?.hangUp();
  await pbx.clock.advance(3000);
  expect(waiting(pbx)).toEqual([]);
  expect(keptCallFile(pbx, 'number-first.call')).toMatch(/^Status: Completed$/m);
});

test('a file that is not answered at any attempt is kept as expired', async () => {
  await using pbx = await open({ trunkname: refuse('busy') });
  await dropCallFile(pbx, 'number-first.call', callFile('number-first'));
  await pbx.clock.advance(300_000);
  expect(pbx.exchange.callsOf('trunkname')).toHaveLength(3);
  expect(keptCallFile(pbx, 'number-first.call')).toMatch(/^Status: Expired$/m);
});

test('a file dated ten minutes ahead waits for its time', async () => {
  await using pbx = await open({ trunkname: answerAfter(500) });
  await dropCallFile(pbx, 'later.call', callFile('minimal'), 600);
  await pbx.clock.advance(590_000);
  expect(pbx.exchange.callsOf('trunkname')).toEqual([]);
  expect(waiting(pbx)).toEqual(['later.call']);
  await pbx.clock.advance(15_000);
  expect(pbx.exchange.callsOf('trunkname')).toHaveLength(1);
});

test('the same name again while its call is up is a call of its own, afterwards', async () => {
  await using pbx = await open({ trunkname: answerAfter(500) });
  for (let i = 0; i < 2; i++) await dropCallFile(pbx, 'again.call', callFile('second-step'));
  await pbx.clock.advance(1000);
  expect(pbx.exchange.callsOf('trunkname')).toHaveLength(1);
  for (let i = 0; i < 2; i++) {
    pbx.exchange.callsOf('trunkname')[i]?.hangUp();
    await pbx.clock.advance(5000);
  }
  expect(pbx.exchange.callsOf('trunkname')).toHaveLength(2);
  expect(waiting(pbx)).toEqual([]);
});

test('an announcement is recorded, confirmed by a digit, and heard at all twenty phones, some of which answer late', async () => {
  await using pbx = await open(
    Object.fromEntries(ANNOUNCED.map((phone, n): [string, Behaviour] => [phone, answerAfter(500 + 250 * n)])),
  );
  const caller = pbx.call('84', '911', { context: 'phones' });
  await pbx.clock.advance(4500);
  const words = caller.hum(800);
  await pbx.clock.advance(3000);
  words?.stop();
  void caller.press('#');
  await pbx.clock.advance(3000);
  void caller.press('1');
  await pbx.clock.advance(1000);
  const rung = (): FakeCall[] => ANNOUNCED.flatMap((phone) => pbx.exchange.callsOf(phone));
  for (let second = 0; second < 10 && rung().length < ANNOUNCED.length; second++) await pbx.clock.advance(1000);
  expect(rung().map(({ phone }) => phone)).toEqual(ANNOUNCED);
  expect(new Set(rung().map(({ channel }) => channel.parties.connected.number ?? ''))).toEqual(new Set(['911']));
  for (const call of rung()) call.listen(join(pbx.folder, `${call.phone}.wav`));
  await pbx.clock.advance(12_000);
  for (const call of rung()) expect(amplitudeAt(await call.heard(), 800), call.phone).toBeGreaterThan(500);
  expect(rung()).toHaveLength(ANNOUNCED.length);
  expect(waiting(pbx)).toEqual([]);
  await pbx.finish(caller);
});
