import { expect, test } from 'vitest';
import { openTestPbx } from '../support/test-pbx.ts';

test('a call is answered, walks, and hangs up', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf': '[default]\nexten => 100,1,Answer()\n same => n,Set(X=${EXTEN})\n same => n,Hangup()\n',
    },
  });
  const call = pbx.call('alice', '100');
  await pbx.finish(call);
  expect(call.accepted).toBe(true);
  expect(call.endedWith).toBe(16);
  expect(pbx.log.steps).toEqual(['100@default:1 Answer()', '100@default:2 Set(X=100)', '100@default:3 Hangup()']);
});

test('a phone that hangs up stops the dialplan; h runs', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf': '[default]\nexten => 100,1,Answer(60000)\n same => n,NoOp(late)\nexten => h,1,NoOp(bye)\n',
    },
  });
  const call = pbx.call('alice', '100');
  await pbx.clock.advance(5000);
  call.hangUp();
  await pbx.finish(call);
  expect(pbx.log.steps.at(-1)).toBe('h@default:1 NoOp(bye)');
  expect(pbx.pbx.channels.size).toBe(0);
});
