import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { loudness, purity, sine, strongestFrequency, wavBytes } from '../support/audio.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** A PBX whose classes have one piece for each frequency. */
async function open(
  extensions: string,
  classes: Readonly<Record<string, readonly number[]>>,
  musiconhold?: string,
): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]\n${extensions}\n`,
      ...(musiconhold !== undefined && { 'musiconhold.conf': musiconhold }),
    },
    phones: { bob: answerAfter(500) },
  });
  for (const [folder, frequencies] of Object.entries(classes)) {
    const path = join(pbx.directories.data, folder);
    mkdirSync(path, { recursive: true });
    for (const [index, frequencyHz] of frequencies.entries())
      writeFileSync(join(path, `${index}.wav`), wavBytes(sine(frequencyHz, 2000)));
  }
  return pbx;
}

const console_ = async (pbx: TestPbx, command: string): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run(command)).text;

const JAZZ = '[default]\nmode=files\ndirectory=moh\n[jazz]\nmode=files\ndirectory=jazz\n';

async function hear(pbx: TestPbx, call: FakeCall, lengthMs: number): Promise<{ frequency: number; loud: number }> {
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(lengthMs);
  const sound = await call.heard();
  return { frequency: strongestFrequency(sound, 200, lengthMs - 300, 50), loud: loudness(sound, 200, lengthMs - 300) };
}

describe('music', () => {
  test('MusicOnHold plays a class, piece after piece, round and round, for its time', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer\n same => n,MusicOnHold(jazz,7)\n same => n,Wait(5)',
      { jazz: [500, 900] },
      JAZZ,
    );
    await console_(pbx, 'moh reload');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(600);
    const told = [];
    for (let i = 0; i < 3; i++) told.push((await hear(pbx, call, 2000)).frequency);
    expect(told).toEqual([500, 900, 500]);
    await pbx.clock.advance(1500);
    expect((await hear(pbx, call, 1000)).loud).toBe(0);
    expect(pbx.log.has("Started music on hold, class 'jazz'")).toBe(true);
    expect(pbx.log.has('Stopped music on hold on ')).toBe(true);
    call.hangUp();
    await pbx.finish(call);
  });

  test('StartMusicOnHold plays while the dialplan goes on, until StopMusicOnHold', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer\n same => n,StartMusicOnHold(jazz)\n same => n,Wait(3)\n same => n,NoOp(still)\n same => n,Wait(3)\n same => n,StopMusicOnHold\n same => n,Wait(3)',
      { jazz: [500] },
      JAZZ,
    );
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(500);
    expect((await hear(pbx, call, 2000)).frequency).toBe(500);
    await pbx.clock.advance(1000);
    expect(pbx.log.steps.at(-1)).toContain('Wait(3)');
    expect(pbx.log.steps).toContain('1@default:4 NoOp(still)');
    expect((await hear(pbx, call, 2000)).frequency).toBe(500);
    await pbx.clock.advance(1000);
    expect((await hear(pbx, call, 1000)).loud).toBe(0);
    await pbx.finish(call);
  });

  test('the class of the channel goes first, and the default one stands in for one that is not there', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer\n same => n,SetMusicOnHold(jazz)\n same => n,MusicOnHold(default,2)\nexten => 2,1,Answer\n same => n,MusicOnHold(nosuch,2)',
      { moh: [700], jazz: [500] },
      JAZZ,
    );
    await console_(pbx, 'moh reload');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    expect((await hear(pbx, call, 1000)).frequency).toBe(500);
    await pbx.finish(call);
    const other = pbx.call('alice', '2');
    await pbx.clock.advance(700);
    expect((await hear(pbx, other, 1000)).frequency).toBe(700);
    await pbx.finish(other);
    expect(pbx.log.of('warning')).toContain(
      "Music on Hold class 'nosuch' not found in memory. Verify your configuration.",
    );
  });

  test('music that was interrupted goes on where it was', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer\n same => n,MusicOnHold(,3)\n same => n,Wait(1)\n same => n,MusicOnHold(,2)',
      { moh: [500, 900] },
    );
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(4700);
    expect((await hear(pbx, call, 700)).frequency).toBe(900);
    await pbx.clock.advance(100);
    expect((await hear(pbx, call, 600)).frequency).toBe(500);
    await pbx.finish(call);
  });

  test('without any music a quiet tone says that the line lives, and the log says what is missing', async () => {
    await using pbx = await open('exten => 1,1,Answer\n same => n,MusicOnHold(,5)', {});
    const call = pbx.call('alice', '1');
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(4000);
    const sound = await call.heard();
    expect(purity(sound, [440], 520, 80)).toBeGreaterThan(0.9);
    expect(loudness(sound, 1000, 2000)).toBe(0);
    expect(pbx.log.of('warning')).toContain("Music on Hold class 'default' has no music that can be played.");
    await pbx.finish(call);
  });

  test('a party that is put on hold hears music until it is taken back', async () => {
    await using pbx = await open('exten => 1,1,Dial(SIP/bob)', { moh: [600] });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(2000);
    const [bob] = pbx.exchange.callsOf('bob');
    bob?.hold(true);
    expect((await hear(pbx, call, 1000)).frequency).toBe(600);
    bob?.hold(false);
    await pbx.clock.advance(100);
    expect((await hear(pbx, call, 1000)).loud).toBe(0);
    call.hangUp();
    await pbx.finish(call);
  });

  test('Dial with m plays music instead of ringing, until the answer', async () => {
    await using pbx = await open('exten => 1,1,Dial(SIP/slow,,m(jazz))', { jazz: [500] }, JAZZ);
    await console_(pbx, 'moh reload');
    pbx.phone('slow', answerAfter(3000));
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(300);
    expect((await hear(pbx, call, 1500)).frequency).toBe(500);
    await pbx.clock.advance(2000);
    expect((await hear(pbx, call, 1000)).loud).toBe(0);
    call.hangUp();
    await pbx.finish(call);
  });

  test('WaitExten with m plays music while nothing is dialled', async () => {
    await using pbx = await open('exten => 1,1,Answer\n same => n,WaitExten(4,m)\nexten => 5,1,NoOp(five)', {
      moh: [800],
    });
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    expect((await hear(pbx, call, 1000)).frequency).toBe(800);
    void call.press('5');
    await pbx.finish(call);
    expect(pbx.log.steps.at(-1)).toContain('NoOp(five)');
  });

  test('a digit picks a class, and the last piece of a playlist may go on for ever', async () => {
    await using pbx = await open('exten => 1,1,Answer\n same => n,MusicOnHold(,20)', { moh: [700], list: [500, 900] });
    const folder = join(pbx.directories.data, 'list');
    pbx.write(
      'musiconhold.conf',
      `[default]\nmode=files\ndirectory=moh\n[list]\nmode=playlist\nentry=${folder}/0\nentry=${folder}/1\nloop_last=yes\ndigit=5\n`,
    );
    await console_(pbx, 'moh reload');
    const call = pbx.call('alice', '1');
    await pbx.clock.advance(700);
    expect((await hear(pbx, call, 1000)).frequency).toBe(700);
    void call.press('5');
    await pbx.clock.advance(400);
    const told = [];
    for (let i = 0; i < 4; i++) {
      told.push((await hear(pbx, call, 1000)).frequency);
      await pbx.clock.advance(1000);
    }
    expect(told).toEqual([500, 900, 900, 900]);
    call.hangUp();
    await pbx.finish(call);
  });

  test('the console lists classes and files, and says what is wrong with a class', async () => {
    await using pbx = await open(
      'exten => 1,1,Answer',
      { jazz: [500] },
      `${JAZZ}[radio]\nmode=custom\napplication=/nowhere/player x\n`,
    );
    await console_(pbx, 'moh reload');
    const jazz = join(pbx.directories.data, 'jazz');
    expect(await console_(pbx, 'moh show classes')).toContain(`Class: jazz\n\tMode: files\n\tDirectory: ${jazz}\n`);
    expect(await console_(pbx, 'moh show classes')).toContain(
      '\tApplication: /nowhere/player x\n\tKill Escalation Delay: 100 ms\n\tKill Method: process_group\n\tFormat: slin\n',
    );
    expect(await console_(pbx, 'moh show files')).toBe(`Class: jazz\n\tFile: ${jazz}/0\n`);
    expect(pbx.log.of('warning').join('\n')).toContain(
      "the program of class 'radio' cannot be run: there is no program '/nowhere/player'",
    );
    expect(pbx.log.of('warning').join('\n')).toContain("there is no music for class 'default'");
  });
});
