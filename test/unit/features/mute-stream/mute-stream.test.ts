import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amplitudeAt } from '../../../support/audio.ts';
import { answerAfter } from '../../../support/fake-phone.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('MUTEAUDIO keeps what one says from the other, in one direction or both', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf':
        '[default]\nexten => _[ioas].,1,Set(MUTEAUDIO(${EXTEN})=on)\n same => n,Dial(Phone/bob)\nexten => none,1,Set(MUTEAUDIO(all)=on)\n same => n,Set(MUTEAUDIO(all)=off)\n same => n,Dial(Phone/bob)\n',
    },
    phones: { bob: answerAfter(0, (call) => void call.hum(700)) },
  });
  const heard = async (exten: string): Promise<[alice: boolean, bob: boolean]> => {
    const alice = pbx.call('alice', exten);
    alice.hum(500);
    await pbx.clock.advance(500);
    const bob = pbx.exchange.callsOf('bob').at(-1);
    if (!bob) throw new Error('bob was not called');
    alice.listen(join(pbx.folder, `${exten}-alice.wav`));
    bob.listen(join(pbx.folder, `${exten}-bob.wav`));
    await pbx.clock.advance(1000);
    const sounds = [amplitudeAt(await alice.heard(), 700, 200, 600), amplitudeAt(await bob.heard(), 500, 200, 600)];
    alice.hangUp();
    await pbx.finish(alice);
    return [(sounds[0] ?? 0) > 500, (sounds[1] ?? 0) > 500];
  };
  expect(await heard('none')).toEqual([true, true]);
  expect(await heard('in')).toEqual([true, false]);
  expect(await heard('out')).toEqual([false, true]);
  expect(await heard('all')).toEqual([false, false]);
  expect(pbx.log.of('warning')).toEqual([]);
  expect(await heard('sideways')).toEqual([true, true]);
  expect(pbx.log.of('warning').join()).toContain("MUTEAUDIO: 'sideways' is no direction");
});
