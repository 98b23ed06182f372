import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { openTestPbx } from '../support/test-pbx.ts';

const CONFIG = {
  'asterisk.conf': '[gateways]\n1 = Phone/desk\ng2 = Phone/gateway\n',
  'extensions.conf': `[default]
exten => s,1,Dial(Zap/1&DAHDI/7/1,20,g)
 same => n,NoOp(\${DIALSTATUS} \${DIALEDPEERNAME})
 same => n,Dial(DAHDI/7/1,20)
 same => n,NoOp(\${DIALSTATUS} \${HANGUPCAUSE})
 same => n,SetCDRUserField(one)
 same => n,AppendCDRUserField(,two)
 same => n,NoOp(\${CDR(userfield)})
exten => done,1,NoOp(call file)
`,
};

test('ports of telephony cards are called through the gateways that stand in for them', async () => {
  await using pbx = await openTestPbx({
    config: CONFIG,
    phones: { desk: answerAfter(100, (call) => call.clock.after(1000, () => call.hangUp())) },
  });
  await pbx.finish(pbx.call('alice', 's'));
  expect(pbx.log.steps.filter((step) => step.includes('NoOp'))).toEqual([
    's@default:2 NoOp(ANSWER Phone/desk-00000001)',
    's@default:4 NoOp(CHANUNAVAIL 66)',
    's@default:7 NoOp(one,two)',
  ]);
  expect(pbx.log.lines).toContainEqual(
    expect.stringContaining("DAHDI/7/1 cannot be called: no gateway stands in for '7'"),
  );
});

test('a call file names them too', async () => {
  await using pbx = await openTestPbx({
    config: CONFIG,
    startMs: Math.floor(systemClock.now() / 1000) * 1000,
    phones: { gateway: answerAfter(100) },
  });
  const { spool } = pbx.directories;
  mkdirSync(join(spool, 'tmp'), { recursive: true });
  const draft = join(spool, 'tmp', 'a');
  writeFileSync(draft, 'Channel: Zap/g2/5551234\nContext: default\nExtension: done\n');
  const then = pbx.clock.now() / 1000 - 60;
  utimesSync(draft, then, then);
  renameSync(draft, join(spool, 'outgoing', 'a'));
  await pbx.clock.advance(6000);
  expect(pbx.log.steps).toEqual(['done@default:1 NoOp(call file)']);
});
