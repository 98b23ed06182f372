import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { openTestPbx } from '../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => wait,1,Wait(5)
 same => n,Playback(beep)
 same => n,NoOp(after)
exten => play,1,Playback(silence/5)
 same => n,NoOp(after)
`;

test.each(['wait', 'play'])('a call in %s goes on undisturbed while app_playback.so is unloaded', async (exten) => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': EXTENSIONS } });
  const call = pbx.call('alice', exten);
  await pbx.clock.advance(2000);
  const unloading = pbx.pbx.ports.use(commandsPort).run('module unload app_playback.so');
  await pbx.clock.advance(1000);
  expect(pbx.log.steps).toHaveLength(1);
  expect(call.channel.hungUp).toBe(false);
  await pbx.clock.advance(10_000);
  await unloading;
  // A call that meets the application after it has gone ends there, as in Asterisk.
  const after = pbx.log.steps.some((step) => step.includes('after'));
  expect(after).toBe(exten === 'play');
  expect(pbx.pbx.channels.size).toBe(0);
});
