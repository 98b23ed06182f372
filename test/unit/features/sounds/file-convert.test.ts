import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { loudness, readSound, sine, wavBytes } from '../../../support/audio.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('a sound file is written anew in another format', async () => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '' } });
  const rx = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  const { spool, data } = pbx.directories;
  const tone = join(spool, 'tone.wav');
  writeFileSync(tone, wavBytes(sine(440, 1000)));
  const [gsm, back] = [join(spool, 'tone.gsm'), join(spool, 'back.wav')];
  expect(await rx(`file convert ${tone} ${gsm}`)).toMatch(/^Converted .*tone\.wav to .*tone\.gsm in \d+ms\n$/);
  expect(statSync(gsm).size).toBe(50 * 33);
  await rx(`file convert ${gsm} ${back}`);
  expect(loudness(readSound(back))).toBeGreaterThan(1000);
  // without a path it is one of the sounds
  pbx.prompt('beep', sine(440, 100));
  expect(await rx('file convert en/beep.wav en/beep.ulaw')).toBe('Converted en/beep.wav to en/beep.ulaw in 0ms\n');
  expect(statSync(join(data, 'sounds', 'en', 'beep.ulaw')).size).toBe(800);
  const failed = (line: string, text: string): Promise<void> =>
    expect(rx(line)).resolves.toBe(`${text}\nCommand '${line}' failed.\n`);
  await failed('file convert /nosuch.gsm /tmp/x.wav', 'Unable to open input file: /nosuch.gsm');
  await failed(`file convert ${tone} /nosuch/x.wav`, 'Unable to open output file: /nosuch/x.wav');
  await failed(`file convert ${tone} /tmp/x.foo`, 'Unable to open output file: /tmp/x.foo');
  await failed('file convert hello /tmp/x.wav', "'hello' is an invalid filename!");
});
