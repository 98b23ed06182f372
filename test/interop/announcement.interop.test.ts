import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House } from '../../examples/kit/house.ts';
import { localProvider } from '../../examples/kit/provider.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip, openBaresip, toneWav } from '../support/baresip.ts';
import { EXAMPLES } from '../support/example.ts';
import { until } from '../support/until.ts';

const ANNOUNCER_HZ = 440;
/** The phones of the house: 200, 201 and on. Who announces has the first. */
const PHONES = Array.from({ length: 20 }, (_, index) => String(200 + index));

describe.skipIf(!haveBaresip)('the announcement of examples/call-files (needs baresip-core)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-announcement-'));
  const phones: Baresip[] = [];
  let house: House;

  beforeAll(async () => {
    const own = readFileSync(join(EXAMPLES, 'call-files', 'sip.conf'), 'utf8');
    const more = PHONES.filter((name) => !own.includes(`[${name}]`));
    const sections = more.map((name) => `\n[${name}](phone)\nsecret = change-me-${name}\n`).join('');
    const provider = await localProvider();
    house = await House.start('call-files', folder, { edit: { 'sip.conf': (text) => provider.edit(text) + sections } });
    const callFile = readFileSync(join(EXAMPLES, 'call-files', 'calls', 'pa-200.call'), 'utf8');
    for (const name of more) house.write(`calls/pa-${name}.call`, callFile.replaceAll('200', name));
    const say = join(folder, 'say.wav');
    writeFileSync(say, toneWav(ANNOUNCER_HZ, 30));
    for (const [index, name] of PHONES.entries())
      phones.push(
        await openBaresip({
          ...{ user: name, secret: `change-me-${name}`, pbxPort: house.sipPort, answer: 'auto' },
          ...{ sipPort: 26_000 + index * 10, consolePort: 26_005 + index * 10, rtpPort: 27_000 + index * 50 },
          ...(index === 0 && { say }),
        }),
      );
    await Promise.all(phones.map((phone) => phone.saw(/200 OK.*binding/)));
  });

  afterAll(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    await house.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('what one phone records and confirms with 1 is heard on twenty, at once and each a single time', async () => {
    const [announcer] = phones;
    // of a run before this one, where it is tried again
    await until(async () => /^0 active calls/m.test(await house.rx('core show channels count')), 30_000);
    const before = phones.map(calls);
    const since = (phone: Baresip, index: number): number => calls(phone) - (before[index] ?? 0);
    house.console.forget();
    announcer?.run('/dial 911');
    await house.console.saw(/Playing 'beep/);
    // so long that the first phone still hears it when the last one answers
    await new Promise((resolve) => setTimeout(resolve, 7000));
    announcer?.run('/sndcode #');
    await house.console.saw(/Playing 'pa-confirm/, 15_000);
    announcer?.run('/sndcode 1');
    await until(async () => /^20 active calls/m.test(await house.rx('core show channels count')), 30_000);
    await until(() => phones.every((phone, index) => since(phone, index) >= (index === 0 ? 2 : 1)), 40_000);
    await until(() => readdirSync(house.spool('outgoing')).length === 0, 20_000);
    const heard = phones.map((phone) => secondsOf(ANNOUNCER_HZ, phone.heard().at(-1) ?? ''));
    expect(heard.filter((seconds) => seconds >= 1.5)).toHaveLength(PHONES.length);
    for (const phone of phones) expect(phone.output).toMatch(/answering call on line \d from sip:911@/);
    // and nobody is called again
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(phones.map(since)).toEqual(PHONES.map((_, index) => (index === 0 ? 2 : 1)));
  });
});

/** How many calls of a phone are over. */
function calls(phone: Baresip): number {
  return phone.output.match(/terminated \(duration/g)?.length ?? 0;
}

/** For how long a tone is in a recording. */
function secondsOf(frequencyHz: number, path: string): number {
  const sound = readSound(path);
  const tenths = Array.from({ length: Math.floor(sound.samples.length / 800) }, (_, n) => n * 100);
  return tenths.filter((fromMs) => amplitudeAt(sound, frequencyHz, fromMs, 100) > 2000).length / 10;
}
