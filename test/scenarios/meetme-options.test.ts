import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, sine, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const PROMPTS = `conf-onlyperson conf-onlyone conf-thereare conf-otherinparty conf-waitforleader conf-placeintoconf conf-leaderhasleft
  conf-hasjoin conf-hasleft vm-rec-name beep auth-thankyou vm-review vm-msgsaved digits/2 conf-muted confbridge-join confbridge-leave intro conf-kicked conf-getpin conf-invalidpin`;

async function open(...options: readonly string[]): Promise<TestPbx> {
  const steps = options.map(
    (one, at) => `exten => ${at + 1},1,MeetMe(100,${one})\n same => n,NoOp(${at + 1} goes on)\n`,
  );
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]\n${steps.join('')}`,
      'meetme.conf': '[rooms]\nconf => 100\nconf => 200,12\n',
      'musiconhold.conf': '[default]\nmode=files\ndirectory=moh\n[jazz]\nmode=files\ndirectory=jazz\n',
    },
  });
  for (const name of PROMPTS.split(/\s+/)) pbx.prompt(name, sine(3000, 200));
  for (const [folder, frequencyHz] of [
    ['moh', 1500],
    ['jazz', 1900],
  ] as const) {
    mkdirSync(join(pbx.directories.data, folder), { recursive: true });
    writeFileSync(join(pbx.directories.data, folder, 'music.wav'), wavBytes(sine(frequencyHz, 5000)));
  }
  return pbx;
}

/** The prompts that somebody has heard alone, or without a name the room. */
function prompts(pbx: TestPbx, name?: string): string[] {
  const who = name === undefined ? 'CBAnn' : `Phone/${name}`;
  return pbx.log.lines.flatMap((line) => {
    const [, channel = '', prompt = ''] = /<([^>]+)> Playing '([^']+?)(?:\.\w+)?'/.exec(line) ?? [];
    if (!channel.startsWith(`${who}/`) && !channel.startsWith(`${who}-`)) return [];
    return prompt.includes('confbridge-name') ? ['NAME'] : [prompt];
  });
}

async function hears(pbx: TestPbx, call: FakeCall, tones: readonly number[]): Promise<number[]> {
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1000);
  const sound = await call.heard();
  return tones.filter((tone) => amplitudeAt(sound, tone, 200, 700) > 500);
}

test('m: nobody hears who comes muted, until it is let speak', async () => {
  await using pbx = await open('q', 'qms');
  const a = pbx.call('a', '1');
  const muted = pbx.call('b', '2');
  muted.hum(700);
  await pbx.clock.advance(1000);
  expect(await hears(pbx, a, [700])).toEqual([]);
  void muted.press('*1');
  await pbx.clock.advance(1500);
  expect(await hears(pbx, a, [700])).toEqual([700]);
});

test('x: who came to a marked one leaves with the last of them; w waits again', async () => {
  await using pbx = await open('Aq', 'wx', 'w');
  const [first, second] = [pbx.call('first', '1'), pbx.call('second', '1')];
  const [leaves, waits] = [pbx.call('leaves', '2'), pbx.call('waits', '3')];
  await pbx.clock.advance(3000);
  first.hangUp();
  await pbx.clock.advance(1000);
  expect(leaves.endedWith).toBeUndefined();
  second.hangUp();
  await pbx.finish(leaves);
  await pbx.clock.advance(1000);
  expect(pbx.log.steps.filter((step) => step.includes('goes on'))).toEqual(['2@default:2 NoOp(2 goes on)']);
  expect(waits.endedWith).toBeUndefined();
  expect(prompts(pbx)).toContain('conf-leaderhasleft');
});

test('i and I: the name is recorded, with i heard again and confirmed, and told as somebody comes and goes', async () => {
  await using pbx = await open('1', 'I', 'i');
  pbx.call('a', '1');
  await pbx.clock.advance(1000);
  for (const [name, exten] of [
    ['b', '2'],
    ['c', '3'],
  ] as const) {
    const call = pbx.call(name, exten);
    await pbx.clock.advance(1000);
    call.hum(500);
    await pbx.clock.advance(1500);
    void call.press('#');
    await pbx.clock.advance(1500);
    if (name === 'c') {
      void call.press('2');
      await pbx.clock.advance(4000);
      void call.press('1');
    }
    await pbx.clock.advance(5000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(5000);
  }
  expect(prompts(pbx, 'b')).toEqual(['vm-rec-name', 'beep', 'auth-thankyou']);
  expect(prompts(pbx, 'c')).toEqual([
    ...['vm-rec-name', 'beep', 'auth-thankyou', 'vm-review', 'NAME', 'vm-review', 'vm-msgsaved'],
  ]);
  const comesAndGoes = ['NAME', 'conf-hasjoin', 'confbridge-join', 'NAME', 'conf-hasleft', 'confbridge-leave'];
  expect(prompts(pbx)).toEqual(['confbridge-join', ...comesAndGoes, ...comesAndGoes]);
});

test('c tells how many others there are', async () => {
  await using pbx = await open('c');
  for (const name of ['a', 'b', 'c']) {
    pbx.call(name, '1');
    await pbx.clock.advance(2000);
  }
  expect(prompts(pbx, 'a')).toEqual(['conf-onlyperson']);
  expect(prompts(pbx, 'b')).toEqual(['conf-onlyone']);
  expect(prompts(pbx, 'c')).toEqual(['conf-thereare', 'digits/2', 'conf-otherinparty']);
});

test('G plays a prompt to who comes, before anything else', async () => {
  await using pbx = await open('qG(intro)', 'cG(intro)');
  pbx.call('a', '1');
  await pbx.clock.advance(1000);
  pbx.call('b', '2');
  await pbx.clock.advance(2000);
  expect(prompts(pbx, 'a')).toEqual(['intro']);
  expect(prompts(pbx, 'b')).toEqual(['intro', 'conf-onlyone']);
  expect(prompts(pbx).filter((prompt) => prompt === 'intro')).toEqual([]);
});

test('C goes on in the dialplan when sent out; without it the call ends', async () => {
  await using pbx = await open('qC', 'q');
  const [a, b] = [pbx.call('a', '1'), pbx.call('b', '2')];
  await pbx.clock.advance(1000);
  expect((await pbx.pbx.ports.use(commandsPort).run('meetme kick 100 all')).ok).toBe(true);
  await pbx.clock.advance(3000);
  expect([a.endedWith, b.endedWith]).toEqual([16, 16]);
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual(['1@default:2 NoOp(1 goes on)']);
});

test('P asks for the PIN although the dialplan gives it', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf': '[default]\nexten => 1,1,MeetMe(200,q,12)\nexten => 2,1,MeetMe(200,qP,12)\n',
      'meetme.conf': '[rooms]\nconf => 200,12\n',
    },
  });
  for (const name of ['conf-getpin', 'conf-invalidpin']) pbx.prompt(name, sine(3000, 200));
  pbx.call('a', '1');
  const asked = pbx.call('b', '2');
  await pbx.clock.advance(2000);
  expect(prompts(pbx, 'a')).toEqual([]);
  expect(prompts(pbx, 'b')).toEqual(['conf-getpin']);
  const members = async (): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run('meetme list 200')).text;
  expect(await members()).not.toContain('Phone/b');
  void asked.press('12#');
  await pbx.clock.advance(2000);
  expect(await members()).toContain('Phone/b');
});

test('M plays music to who is alone or waits, of the class that it names, until somebody comes', async () => {
  await using pbx = await open('qM', 'qM(jazz)w', 'q', 'qA');
  const alone = pbx.call('alone', '1');
  await pbx.clock.advance(1000);
  expect(await hears(pbx, alone, [1500, 1900])).toEqual([1500]);
  const waiting = pbx.call('waiting', '2');
  await pbx.clock.advance(1000);
  expect(await hears(pbx, waiting, [1500, 1900])).toEqual([1900]);
  expect(await hears(pbx, alone, [1500, 1900])).toEqual([1500]);
  pbx.call('other', '3').hum(600);
  await pbx.clock.advance(1000);
  expect(await hears(pbx, alone, [600, 1500])).toEqual([600]);
  pbx.call('marked', '4');
  await pbx.clock.advance(1000);
  expect(await hears(pbx, waiting, [600, 1900])).toEqual([600]);
});
