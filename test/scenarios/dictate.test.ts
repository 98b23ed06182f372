import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amplitudeAt, readSound, sine, wavBytes } from '../support/audio.ts';
import { NO_PROCESSES, openTestPbx } from '../support/test-pbx.ts';

test('Dictate records what is said, and plays it from where it was left', async () => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\nexten => 1,1,Dictate()\n same => n,NoOp(over)\n' },
  });
  for (const name of ['enter_filename', 'playback_mode', 'record_mode', 'paused', 'pause', 'truncating_audio'])
    pbx.prompt(`dictate/${name}`, sine(2000, 100));
  const call = pbx.call('alice', '1');
  const press = (digits: string): Promise<unknown> => Promise.all([call.press(digits), pbx.clock.advance(2000)]);
  await pbx.clock.advance(1500);
  await press('77#');
  await press('1');
  await press('*');
  call.hum(600);
  await pbx.clock.advance(2000);
  await press('*');
  const path = join(pbx.directories.spool, 'dictate', '77.sln');
  expect(amplitudeAt(readSound(path), 600, 2200, 1000)).toBeGreaterThan(1000);
  await press('1');
  await press('*');
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(1000);
  expect(amplitudeAt(await call.heard(), 600, 200, 700)).toBeGreaterThan(1000);
  await press('1');
  await press('8');
  expect(existsSync(path)).toBe(false);
  await Promise.all([call.press('##'), pbx.clock.advance(20_000)]);
  expect(pbx.log.steps.at(-1)).toBe('1@default:2 NoOp(over)');
});

test('MP3Player plays what mpg123 makes of a file, and a key ends it', async () => {
  const asked: string[][] = [];
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf':
        '[default]\nexten => 1,1,Answer(0)\n same => n,MP3Player(/music/song.mp3)\n same => n,NoOp(${EPOCH})\n same => n,MP3Player(/music/none.m3u)\n same => n,NoOp(over)\n',
    },
    processes: {
      ...NO_PROCESSES,
      run({ command, args }) {
        asked.push([command, ...args]);
        const path = args[args.indexOf('-w') + 1] ?? '';
        if (args.at(-1) === '/music/song.mp3') writeFileSync(path, wavBytes(sine(700, 20_000)));
        return Promise.resolve({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '' });
      },
    },
  });
  const start = Math.floor(pbx.clock.now() / 1000);
  const call = pbx.call('alice', '1');
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(2000);
  expect(amplitudeAt(await call.heard(), 700, 500, 1000)).toBeGreaterThan(1000);
  pbx.clock.after(1000, () => void call.press('5'));
  await pbx.finish(call);
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual([
    `1@default:3 NoOp(${start + 3})`,
    '1@default:5 NoOp(over)',
  ]);
  expect(asked.map((args) => args.slice(-2))).toEqual([
    ['--', '/music/song.mp3'],
    ['--', '/music/none.m3u'],
  ]);
  expect(pbx.log.of('warning')).toEqual(["MP3 stream '/music/none.m3u' is broken or nonexistent"]);
});
