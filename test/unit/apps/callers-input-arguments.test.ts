import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mailboxesPort } from '../../../src/pbx/ports/mailboxes.ts';
import { loudness, sine } from '../../support/audio.ts';
import type { FakeCall } from '../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

async function open(step: string, more = ''): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]\nexten => 1,1,${step}\n same => n,NoOp(on)\n${more}`,
      'voicemail.conf': '[default]\n100 => 4321,First Box\n',
    },
  });
  for (const name of ['mine', 'agent-pass', 'auth-thankyou', 'privacy-unident', 'privacy-prompt', 'privacy-incorrect'])
    pbx.prompt(name, sine(700, 200));
  pbx.prompt('privacy-thankyou', sine(700, 200));
  return pbx;
}

const notes = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

/** Calls extension 1, and presses each group of digits so many milliseconds after the call. */
async function pressing(
  pbx: TestPbx,
  groups: ReadonlyArray<readonly [atMs: number, digits: string]>,
  variables: Readonly<Record<string, string>> = {},
): Promise<FakeCall> {
  const call = pbx.call('alice', '1', { caller: {}, variables });
  for (const [atMs, digits] of groups) pbx.clock.after(atMs, () => void call.press(digits));
  await pbx.finish(call);
  return call;
}

const INSIDE = '[inside]\nexten => 200,1,NoOp(${CALLERID(all)})\n[labs]\nexten => 201,1,NoOp(${CALLERID(all)})\n';

test.each([
  ['11#', '200', '"" <>'],
  ['22#', '201', '"Lab" <77>'],
])('DISA with a file: the password %s leads to %s, as %s', async (password, number, caller) => {
  await using pbx = await open('DISA(${FILE},inside)', INSIDE);
  const file = join(pbx.folder, 'passwords');
  writeFileSync(file, '# those who may\n11\n\n22,labs,"Lab" <77>\n');
  await pressing(
    pbx,
    [
      [500, password],
      [2500, number],
    ],
    { FILE: file },
  );
  expect(notes(pbx)).toEqual([caller]);
});

test('DISA with a wrong number goes to i, where the context has it', async () => {
  await using pbx = await open('DISA(no-password,other)', '[other]\nexten => i,1,NoOp(${INVALID_EXTEN})\n');
  await pressing(pbx, [[500, '9']]);
  expect(notes(pbx)).toEqual(['9']);
});

test.each([
  ['', true],
  ['n', false],
])('DISA with option %j answers the call: %s', async (option, answered) => {
  await using pbx = await open(`DISA(no-password,inside,,,${option})`, INSIDE);
  expect((await pressing(pbx, [[500, '200']])).accepted).toBe(answered);
});

test('the dial tone of DISA stutters while the mailbox has new messages', async () => {
  const silences = async (unheard: number): Promise<number> => {
    await using pbx = await open('DISA(no-password,inside,,100@default)', INSIDE);
    if (unheard > 0) {
      const base = join(pbx.folder, 'message');
      writeFileSync(`${base}.wav`, '');
      pbx.pbx.ports.use(mailboxesPort).deliver('100@default', {
        ...{ base, extension: 'wav', lastedMs: 1000, begunMs: pbx.clock.now() },
        ...{ caller: {}, channelName: '', at: { context: 'default', exten: 's', priority: 1 } },
      });
    }
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(20);
    call.listen(join(pbx.folder, 'tone.wav'));
    await pbx.clock.advance(2000);
    const tone = await call.heard();
    call.hangUp();
    await pbx.finish(call);
    return Array.from({ length: 38 }, (_, at) => loudness(tone, at * 50, 50)).filter((level) => level < 50).length;
  };
  expect(await silences(1)).toBeGreaterThan((await silences(0)) + 2);
});

test('PrivacyManager takes only a number that is an extension of its context', async () => {
  const own = '[known]\nexten => _555XXXX,1,NoOp()\n';
  await using pbx = await open('PrivacyManager(2,7,,known)', own);
  await pressing(pbx, [
    [700, '7771234#'],
    [5000, '5551234#'],
  ]);
  expect(pbx.log.has("Changed Caller*ID number to '5551234'")).toBe(true);
});

test('Authenticate asks with a prompt of one’s own', async () => {
  await using pbx = await open('Authenticate(4321,,4,mine)');
  await pressing(pbx, [[500, '4321']]);
  expect(notes(pbx)).toEqual(['on']);
  expect(pbx.log.has("Playing 'mine.wav'")).toBe(true);
  expect(pbx.log.has("Playing 'agent-pass.wav'")).toBe(false);
});

test('Dictate begins with the file that it is given, in the folder that it is given', async () => {
  await using pbx = await open('Dictate(desk,monday)');
  for (const name of ['enter_filename', 'playback_mode', 'record_mode', 'paused', 'pause'])
    pbx.prompt(`dictate/${name}`, sine(2000, 100));
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(1500);
  for (const key of ['1', '*']) await Promise.all([call.press(key), pbx.clock.advance(1000)]);
  call.hum(600);
  await pbx.clock.advance(1000);
  call.hangUp();
  await pbx.finish(call);
  expect(existsSync(join(pbx.directories.spool, 'desk', 'monday.sln'))).toBe(true);
});
