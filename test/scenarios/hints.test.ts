import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const HINTS = `[default]
exten => phone,hint,SIP/bob
exten => both,hint,SIP/bob&PJSIP/carl
exten => custom,hint,Custom:night
exten => 701,hint,park:701@parkedcalls
exten => room,hint,Confbridge:1
exten => meet,hint,Meetme:2
exten => mail,hint,MWI:100@default
exten => away,hint,SIP/bob,CustomPresence:bob
exten => c,1,Dial(SIP/bob)
exten => park,1,Park(default)
exten => conf,1,ConfBridge(1)
exten => mm,1,MeetMe(2,dq)
`;

async function open(): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': HINTS,
      'confbridge.conf': '',
      'meetme.conf': '[rooms]\nconf => 2\n',
      'res_parking.conf': '[default]\nparkpos => 701-702\ncontext => parkedcalls\n',
      'voicemail.conf': '[general]\n[default]\n100 => 1\n',
    },
    phones: { bob: answerAfter(500), carl: answerAfter(500) },
  });
  return pbx;
}

const state = (pbx: TestPbx, exten: string): string => {
  const { dialplan } = pbx.pbx;
  return String(dialplan.readFunction(dialplan.outside, `EXTENSION_STATE(${exten}@default)`));
};

test('phones and groups of phones', async () => {
  await using pbx = await open();
  expect([state(pbx, 'phone'), state(pbx, 'both')]).toEqual(['NOT_INUSE', 'NOT_INUSE']);
  const call = pbx.call('alice', 'c');
  await pbx.clock.advance(1000);
  expect([state(pbx, 'phone'), state(pbx, 'both')]).toEqual(['INUSE', 'INUSE']);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(100);
  expect(state(pbx, 'phone')).toBe('NOT_INUSE');
});

test('devices of the dialplan, with presence', async () => {
  await using pbx = await open();
  const { dialplan } = pbx.pbx;
  await dialplan.assign(dialplan.outside, 'DEVICE_STATE(Custom:night)', 'INUSE');
  await dialplan.assign(dialplan.outside, 'PRESENCE_STATE(CustomPresence:bob)', 'away,lunch');
  expect(state(pbx, 'custom')).toBe('INUSE');
  const listed = (await pbx.pbx.ports.use(commandsPort).run('core show hints')).text;
  expect(listed).toMatch(/custom@default\s+: Custom:night\s+State:InUse/);
  expect(listed).toMatch(/away@default\s+: SIP\/bob,CustomPresen\s+State:Idle\s+Presence:away/);
});

test('spaces of a parking lot', async () => {
  await using pbx = await open();
  expect(state(pbx, '701')).toBe('NOT_INUSE');
  const call = pbx.call('alice', 'park');
  await pbx.clock.advance(2000);
  expect(state(pbx, '701')).toBe('INUSE');
  call.hangUp();
  await pbx.finish(call);
  expect(state(pbx, '701')).toBe('NOT_INUSE');
});

test.each([
  ['conf', 'room'],
  ['mm', 'meet'],
])('conferences: %s', async (exten, hint) => {
  await using pbx = await open();
  expect(state(pbx, hint)).toBe('NOT_INUSE');
  const call = pbx.call('alice', exten);
  await pbx.clock.advance(3000);
  expect(state(pbx, hint)).toBe('INUSE');
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(100);
  expect(state(pbx, hint)).toBe('NOT_INUSE');
});

test('a mailbox is lit while it has new messages, and who watches is told', async () => {
  await using pbx = await open();
  const { dialplan } = pbx.pbx;
  const device = (name: string): string => String(dialplan.readFunction(dialplan.outside, `DEVICE_STATE(${name})`));
  expect(['100@default', '100', '999@default'].map((name) => device(`MWI:${name}`))).toEqual([
    'NOT_INUSE',
    'INVALID',
    'INVALID',
  ]);
  const counts = { unheard: 1, urgent: 0, heard: 0 };
  const mailboxes = pbx.pbx.ports.use(mailboxesPort);
  const keeper = mailboxes.keep({ counts: (box) => (box === '300' ? counts : undefined) });
  expect(device('MWI:300@default')).toBe('INUSE');
  counts.unheard = 0;
  mailboxes.changed('300', 'default');
  expect(device('MWI:300@default')).toBe('NOT_INUSE');
  keeper();
  expect(state(pbx, 'mail')).toBe('NOT_INUSE');
});
