import { join } from 'node:path';
import { amplitudeAt, type Sound } from './audio.ts';
import type { FakeCall } from './fake-phone.ts';
import type { TestPbx } from './test-pbx.ts';

/** Which of some tones each of the calls hears in the second that follows. */
export async function tonesHeard(
  pbx: TestPbx,
  tonesHz: readonly number[],
  calls: readonly FakeCall[],
): Promise<number[][]> {
  calls.forEach((call, index) => {
    call.listen(join(pbx.folder, `heard-${index}.wav`));
  });
  await pbx.clock.advance(1000);
  const sounds: Sound[] = [];
  for (const call of calls) sounds.push(await call.heard());
  return sounds.map((sound) => tonesHz.filter((tone) => amplitudeAt(sound, tone, 200, 700) > 1000));
}
