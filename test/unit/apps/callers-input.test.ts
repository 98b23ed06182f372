import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playbackControlKey } from '../../../src/channel/prompt/play-controlled.ts';
import { databasePort } from '../../../src/pbx/ports/database.ts';
import { amplitudeAt, sine } from '../../support/audio.ts';
import type { FakeCall } from '../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

async function open(steps: string, more = ''): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\nexten => 1,1,Answer()\n${steps}\nexten => h,1,NoOp(h)\n${more}` },
  });
  for (const name of [
    'agent-pass',
    'auth-incorrect',
    'auth-thankyou',
    'vm-goodbye',
    'privacy-unident',
    'privacy-prompt',
    'privacy-incorrect',
    'privacy-thankyou',
  ])
    pbx.prompt(name, sine(700, 200));
  return pbx;
}

const notes = (pbx: TestPbx): string[] =>
  pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []).filter((note) => note !== 'h');

/** The prompts that have been played, in order. */
const played = (pbx: TestPbx): string[] =>
  pbx.log.of('verbose').flatMap((line) => / Playing '(.*)\.wav'/.exec(line)?.[1] ?? []);

/** Somebody who presses digits, each group after so many milliseconds. */
async function pressing(
  pbx: TestPbx,
  ...groups: ReadonlyArray<readonly [atMs: number, digits: string]>
): Promise<FakeCall> {
  const call = pbx.call('alice', '1', { caller: {} });
  for (const [atMs, digits] of groups) pbx.clock.after(atMs, () => void call.press(digits));
  await pbx.finish(call);
  return call;
}

test('Authenticate lets the right password through, and ends the call after three wrong ones', async () => {
  await using right = await open(' same => n,Authenticate(4321,a)\n same => n,NoOp(${CHANNEL(accountcode)})');
  await pressing(right, [500, '4321#']);
  expect(notes(right)).toEqual(['4321']);
  expect(played(right)).toEqual(['agent-pass', 'auth-thankyou']);
  await using wrong = await open(' same => n,Authenticate(4321)\n same => n,NoOp(in)');
  await pressing(wrong, [500, '1#'], [2000, '2#'], [4000, '3#']);
  expect(notes(wrong)).toEqual([]);
  expect(played(wrong)).toEqual(['agent-pass', 'auth-incorrect', 'auth-incorrect', 'vm-goodbye']);
});

test('Authenticate looks passwords up in files and in the database', async () => {
  await using pbx = await open(
    ' same => n,Authenticate(${FILE},a)\n same => n,NoOp(${CHANNEL(accountcode)})\n same => n,Authenticate(${HASHES},am,2)\n same => n,NoOp(${CHANNEL(accountcode)})\n same => n,Authenticate(/pins,dr)\n same => n,NoOp(${DB_EXISTS(pins/55)})',
  );
  const [plain, hashes] = [join(pbx.folder, 'plain'), join(pbx.folder, 'hashes')];
  writeFileSync(plain, '11\n22\n');
  writeFileSync(hashes, `sales:${createHash('md5').update('33').digest('hex')}\n`);
  pbx.pbx.ports.use(databasePort).put('pins', '55', '');
  const call = pbx.call('alice', '1', { variables: { FILE: plain, HASHES: hashes } });
  pbx.clock.after(500, () => void call.press('22#'));
  pbx.clock.after(2500, () => void call.press('33'));
  pbx.clock.after(5000, () => void call.press('55#'));
  await pbx.finish(call);
  expect(notes(pbx)).toEqual(['22', 'sales', '0']);
});

test('PrivacyManager asks who shows no number', async () => {
  await using pbx = await open(
    ' same => n,PrivacyManager(2,7)\n same => n,NoOp(${PRIVACYMGRSTATUS} ${CALLERID(all)})\n same => n,PrivacyManager()',
  );
  await pressing(pbx, [700, '12#'], [3000, '5551234#']);
  expect(notes(pbx)).toEqual(['SUCCESS "Privacy Manager" <5551234>']);
  expect(played(pbx)).toEqual([
    'privacy-unident',
    'privacy-prompt',
    'privacy-incorrect',
    'privacy-prompt',
    'privacy-thankyou',
  ]);
  await using silent = await open(' same => n,PrivacyManager(1)\n same => n,NoOp(${PRIVACYMGRSTATUS})');
  await pressing(silent);
  expect(notes(silent)).toEqual(['FAILED']);
});

test('DISA dials from inside after the password, under another caller id', async () => {
  const inside = '[inside]\nexten => 200,1,NoOp(${CALLERID(num)} ${EXTEN})\nexten => 20,1,NoOp(too short)\n';
  await using pbx = await open(' same => n,DISA(4321,inside,"Boss" <99>)', inside);
  await pressing(pbx, [500, '4321#'], [2000, '200']);
  expect(notes(pbx)).toEqual(['99 200']);
  await using open2 = await open(' same => n,DISA(no-password,inside,,,p)', inside);
  await pressing(open2, [500, '20#']);
  expect(notes(open2)).toEqual(['too short']);
});

test('DISA with a wrong password is congestion for as long as the caller listens', async () => {
  await using pbx = await open(' same => n,DISA(4321,inside)', '[inside]\nexten => 200,1,NoOp(in)\n');
  const call = pbx.call('alice', '1');
  pbx.clock.after(500, () => void call.press('1#'));
  pbx.clock.after(8000, () => call.hangUp());
  await pbx.finish(call);
  expect(notes(pbx)).toEqual([]);
  expect(pbx.log.of('notice').some((line) => line.includes('wrong password'))).toBe(true);
});

test('ControlPlayback skips, pauses, begins anew and stops by digits', async () => {
  await using pbx = await open(
    ' same => n,ControlPlayback(long,2000,6,4,0,5,1)\n same => n,NoOp(${CPLAYBACKSTATUS} ${CPLAYBACKSTOPKEY})\n same => n,NoOp(${MATH(${CPLAYBACKOFFSET}/1000,int)})',
  );
  pbx.prompt('long', sine(500, 10_000));
  await pressing(pbx, [1000, '6'], [2000, '5'], [6000, '5'], [7000, '0']);
  expect(notes(pbx)).toEqual(['USERSTOPPED 0', '4']);
});

test('what is played can be stopped and moved from outside', async () => {
  await using pbx = await open(
    ' same => n,ControlPlayback(long)\n same => n,NoOp(${CPLAYBACKSTATUS} ${CPLAYBACKOFFSET})\n same => n,Playback(long&long)\n same => n,NoOp(${PLAYBACKSTATUS} ${EPOCH})',
  );
  pbx.prompt('long', sine(500, 60_000));
  const call = pbx.call('alice', '1');
  const start = Math.floor(pbx.clock.now() / 1000);
  pbx.clock.after(3000, () => call.channel.attachments.get(playbackControlKey)?.('forward'));
  pbx.clock.after(4000, () => call.channel.attachments.get(playbackControlKey)?.('stop'));
  pbx.clock.after(8000, () => call.channel.attachments.get(playbackControlKey)?.('stop'));
  await pbx.finish(call);
  const [first = '', second] = notes(pbx);
  expect(first).toMatch(/^REMOTESTOPPED (6[45]|66|67)\d\d$/);
  expect(second).toBe(`SUCCESS ${start + 8}`);
});

test('StoreDTMF collects what the caller presses meanwhile', async () => {
  await using pbx = await open(' same => n,StoreDTMF(RX,pressed,3)\n same => n,Wait(5)\n same => n,NoOp(${pressed})');
  await pressing(pbx, [1000, '12#45']);
  expect(notes(pbx)).toEqual(['12#']);
});

test('Incomplete waits for the rest of the number', async () => {
  await using pbx = await open(
    ' same => n,Goto(56,1)\nexten => 56,1,Incomplete()\nexten => 567,1,NoOp(longer)\nexten => t,1,NoOp(nothing more)',
  );
  await pressing(pbx, [1000, '7']);
  expect(notes(pbx)).toEqual(['longer']);
  await using quiet = await open(
    ' same => n,Goto(56,1)\nexten => 56,1,Incomplete()\nexten => 567,1,NoOp(longer)\nexten => t,1,NoOp(nothing more)',
  );
  await pressing(quiet);
  expect(notes(quiet)).toEqual(['nothing more']);
});

test('BackgroundDetect goes to talk when the caller says a word', async () => {
  await using pbx = await open(
    ' same => n,BackgroundDetect(long,500)\n same => n,NoOp(quiet)\nexten => talk,1,NoOp(talked ${TALK_DETECTED})',
  );
  pbx.prompt('long', sine(500, 20_000));
  const call = pbx.call('alice', '1');
  pbx.clock.after(2000, () => {
    const humming = call.hum(400);
    pbx.clock.after(600, () => humming?.stop());
  });
  await pbx.finish(call);
  expect(notes(pbx)[0]).toMatch(/^talked [67]\d0$/);
});

test('Zapateller plays the three tones, Morsecode dots and dashes', async () => {
  await using pbx = await open(' same => n,Zapateller()\n same => n,Set(MORSEDITLEN=100)\n same => n,Morsecode(et)');
  const call = pbx.call('alice', '1');
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(3500);
  const sound = await call.heard();
  const start = sound.samples.findIndex((sample) => Math.abs(sample) > 1000) / 8;
  const at = (frequency: number, fromMs: number, lengthMs: number): boolean =>
    amplitudeAt(sound, frequency, start + fromMs, lengthMs) > 1000;
  expect([at(950, 50, 200), at(1400, 380, 200), at(1800, 710, 200)]).toEqual([true, true, true]);
  // dot, three dots of pause, dash
  const morse = 990 + 1000;
  expect([at(800, morse + 20, 60), at(800, morse + 150, 200), at(800, morse + 450, 200)]).toEqual([true, false, true]);
});

test('WaitUntil waits for the moment, and notes one that is over', async () => {
  await using pbx = await open(
    ' same => n,Set(from=${EPOCH})\n same => n,WaitUntil($[${EPOCH}+90])\n same => n,NoOp(${WAITUNTILSTATUS} $[${EPOCH}-${from}])\n same => n,WaitUntil(1000)\n same => n,NoOp(${WAITUNTILSTATUS})',
  );
  await pressing(pbx);
  expect(notes(pbx)).toEqual(['OK 90', 'PAST']);
});

test('SayMoney, SayOrdinal and SayAlphaCase choose their prompts as Asterisk does', async () => {
  const { moneyPrompts, ordinalPrompts } = await import('../../../src/say/number.ts');
  const { letterPrompts } = await import('../../../src/say/characters.ts');
  expect(['0', '1', '1.01', '2.5', '.5', '1000.999', '-3', 'x'].map((sum) => moneyPrompts(sum).join(' '))).toEqual([
    'digits/0 cents',
    'digits/1 letters/dollar',
    'digits/1 letters/dollar and digits/1 cent',
    'digits/2 dollars and digits/50 cents',
    'digits/50 cents',
    'digits/1 digits/thousand dollars and digits/90 digits/9 cents',
    '',
    'digits/0 cents',
  ]);
  expect([1, 42, 100, 101, 2_000_000, 0, -2].map((number) => ordinalPrompts(number).join(' '))).toEqual([
    'digits/h-1',
    'digits/40 digits/h-2',
    'digits/1 digits/h-hundred',
    'digits/1 digits/hundred digits/h-1',
    'digits/2 digits/h-million',
    '',
    'digits/minus digits/h-2',
  ]);
  expect(letterPrompts('aB1', 'upper').join(' ')).toBe('letters/a uppercase letters/b digits/1');
  expect(letterPrompts('aB', 'both').join(' ')).toBe('lowercase letters/a uppercase letters/b');
});
