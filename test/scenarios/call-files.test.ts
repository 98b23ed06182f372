import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerAfter, refuse, ringOnly } from '../support/fake-phone.ts';
import { dropCallFile, spoolTime } from '../support/spool.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const EXTENSIONS = `[done]
exten => s,1,NoOp(\${GREETING} \${CALLERID(num)} \${CDR(userfield)} \${CHANNEL(accountcode)} \${AST_OUTGOING_ATTEMPT})
exten => failed,1,NoOp(\${CHANNEL} \${REASON} \${GREETING})
`;

const FILE = `CallerID: "Clock" <55>
Context: done
Extension: s
Set: GREETING=hello
Set: CDR(userfield)=field
Account: acc
WaitTime: 5
RetryTime: 10
`;

function open(): Promise<TestPbx> {
  return openTestPbx({
    config: { 'extensions.conf': EXTENSIONS },
    startMs: spoolTime(),
    phones: { alice: answerAfter(100), bob: refuse('busy'), carol: ringOnly, dave: (call) => call.progress() },
  });
}

test('an answered call goes through the dialplan with all that the file says', async () => {
  await using pbx = await open();
  await dropCallFile(pbx, 'a', `Channel: Phone/alice\n${FILE}`);
  await pbx.clock.advance(3000);
  expect(pbx.log.steps).toEqual(['s@done:1 NoOp(hello 55 field acc 1)']);
  expect(pbx.log.lines.filter((line) => /call/i.test(line) && !/^Called/.test(line))).toEqual([
    'Attempting call on Phone/alice for s@done:1 (Retry 1)',
    'notice: Call completed to Phone/alice',
  ]);
  expect(readdirSync(join(pbx.directories.spool, 'outgoing'))).toEqual([]);
});

test.each([
  ['bob', '5'],
  ['carol', '3'],
  ['nobody', '0'],
])('a call to %s runs failed with REASON %s', async (who, reason) => {
  await using pbx = await open();
  await dropCallFile(pbx, 'a', `Channel: Phone/${who}\n${FILE}`);
  await pbx.clock.advance(8000);
  expect(pbx.log.steps).toEqual([`failed@done:1 NoOp(OutgoingSpoolFailed ${reason} hello)`]);
  expect(readdirSync(join(pbx.directories.spool, 'outgoing'))).toEqual([]);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('Early_media starts the dialplan before the answer', async () => {
  await using pbx = await open();
  await dropCallFile(pbx, 'a', `Channel: Phone/dave\n${FILE}Early_media: yes\n`);
  await pbx.clock.advance(3000);
  expect(pbx.log.steps).toEqual(['s@done:1 NoOp(hello 55 field acc 1)']);
});

test('an application runs on the answered call, without a context', async () => {
  await using pbx = await open();
  await dropCallFile(pbx, 'a', 'Channel: Phone/alice\nApplication: Set\nData: X=1\nSet: Y=2\n');
  await pbx.clock.advance(3000);
  expect(pbx.log.has('notice: Call completed to Phone/alice')).toBe(true);
  expect(pbx.log.has('Attempting call on Phone/alice for application Set(X=1) (Retry 1)')).toBe(true);
});
