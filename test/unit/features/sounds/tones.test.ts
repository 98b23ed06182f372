import { describe, expect, test } from 'vitest';
import { builtInZones } from '../../../../src/features/sounds/built-in-zones.ts';
import { parseTone } from '../../../../src/features/sounds/tone-text.ts';
import { ToneZones } from '../../../../src/features/sounds/tones.ts';
import { readZones } from '../../../../src/features/sounds/zones.ts';

const step = (frequency1Hz: number, frequency2Hz: number, durationMs: number, once = false, modulate = false) => ({
  frequency1Hz,
  frequency2Hz,
  modulate,
  durationMs,
  once,
});

describe('a tone as it is written', () => {
  test.each([
    ['350+440', [step(350, 440, 0)]],
    ['480+620/500,0/500', [step(480, 620, 500), step(0, 0, 500)]],
    ['!950/330,!1400/330,0', [step(950, 0, 330, true), step(1400, 0, 330, true), step(0, 0, 0)]],
    ['404*25/500', [step(404, 25, 500, false, true)]],
    ['M69/100', [step(440, 0, 100)]],
    ['425|0', [step(425, 0, 0), step(0, 0, 0)]],
  ])('%s', (text, expected) => expect(parseTone(text)).toEqual(expected));

  test.each(['', 'zzz', '440/abc', ',', '440,x'])('%j is none', (text) =>
    expect(typeof parseTone(text)).toBe('string'),
  );
});

describe('zones', () => {
  test('every built-in tone can be read', () => {
    for (const tones of Object.values(builtInZones))
      for (const text of Object.values(tones)) expect(typeof parseTone(text)).toBe('object');
  });

  test('a channel’s zone, else the general one, else us', () => {
    const zones = new ToneZones();
    expect(zones.tone('dial', 'de')).toEqual([step(425, 0, 0)]);
    expect(zones.tone('dial', 'nowhere')).toEqual([step(350, 440, 0)]);
    expect(zones.tone('nothing')).toBeUndefined();
    zones.replace(
      readZones('xx', [
        { name: 'xx', values: { alias: undefined, tones: [{ name: 'Dial', value: '500' }] } },
        { name: 'yy', values: { alias: 'de', tones: [] } },
        { name: 'round', values: { alias: 'round', tones: [] } },
      ]),
    );
    expect(zones.tone('dial')).toEqual([step(500, 0, 0)]);
    expect(zones.tone('dial', 'YY')).toEqual([step(425, 0, 0)]);
    expect(zones.tone('dial', 'round')).toEqual([step(500, 0, 0)]);
    expect(zones.tone('ring')).toEqual([step(440, 480, 2000), step(0, 0, 4000)]);
  });
});
