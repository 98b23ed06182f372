import { expect, test } from 'vitest';
import { recordingPath } from '../../../src/phone/recording-place.ts';

test('a folder gets a file a call, named after the phone and the time', () => {
  const timeMs = new Date(2026, 0, 5, 3, 4, 9).getTime();
  expect(recordingPath({ folder: '/tmp' }, 'al/ice', timeMs, 2)).toBe('/tmp/al_ice-20260105-030409-2.wav');
});

test('one file is numbered from the second call on', () => {
  expect(recordingPath({ file: '/tmp/a.wav' }, 'alice', 0, 1)).toBe('/tmp/a.wav');
  expect(recordingPath({ file: '/tmp/a.wav' }, 'alice', 0, 2)).toBe('/tmp/a-2.wav');
  expect(recordingPath({ file: '/tmp/a' }, 'alice', 0, 1)).toBe('/tmp/a.wav');
});
