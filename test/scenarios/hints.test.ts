import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { extensionStateChanged, extensionStatesPort } from '../../src/pbx/ports/extension-states.ts';
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

test('the hint of a pattern is one for each extension that is asked for, and who watches is told', async () => {
  const hints =
    '[globals]\nTECH=Custom\n[default]\nexten => _8XX,hint,${TECH}:p${EXTEN}\nexten => 900,hint,${TECH}:n${EXTEN}\n';
  await using pbx = await openTestPbx({ config: { 'extensions.conf': hints } });
  const { dialplan } = pbx.pbx;
  const told: string[] = [];
  pbx.pbx.bus.on(extensionStateChanged, ({ exten, hint, state: now }) => void told.push(`${exten} ${hint} ${now}`));
  const listed = async (): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run('core show hints')).text;
  expect(await listed()).toMatch(/_8XX@default\s+: \$\{TECH\}:p\$\{EXTEN\}\s+State:Unavailable\s+Presence:\s+Watchers/);
  expect(dialplan.readFunction(dialplan.outside, 'HINT(801@default)')).toBe('Custom:p801');
  const states = pbx.pbx.ports.use(extensionStatesPort);
  expect(states.of('default', '801')?.hint).toBe('Custom:p801');
  for (const device of ['p801', 'p802', 'n900'])
    await dialplan.assign(dialplan.outside, `DEVICE_STATE(Custom:${device})`, 'BUSY');
  expect(told).toEqual(['801 Custom:p801 BUSY', '900 Custom:n900 BUSY']);
  expect([state(pbx, '801'), state(pbx, '802'), state(pbx, '803')]).toEqual(['BUSY', 'BUSY', 'NOT_INUSE']);
  expect(await listed()).toMatch(/801@default\s+: Custom:p801\s+State:Busy/);
  pbx.write('extensions.conf', hints.replace(':p', ':q'));
  await pbx.pbx.modules.reload('pbx_config');
  expect(states.of('default', '801')?.hint).toBe('Custom:q801');
  await dialplan.assign(dialplan.outside, 'DEVICE_STATE(Custom:q801)', 'INUSE');
  expect(told.at(-1)).toBe('801 Custom:q801 INUSE');
});

test.each([
  ['BUSY', 'NOT_INUSE', 'BUSY'],
  ['BUSY', 'INUSE', 'BUSY'],
  ['BUSY', 'RINGING', 'RINGINUSE'],
  ['ONHOLD', 'INUSE', 'INUSE'],
  ['ONHOLD', 'NOT_INUSE', 'ONHOLD'],
  ['ONHOLD', 'UNAVAILABLE', 'ONHOLD'],
  ['UNAVAILABLE', 'NOT_INUSE', 'NOT_INUSE'],
  ['INVALID', 'INVALID', 'UNAVAILABLE'],
])('one device %s and the other %s: the extension is %s', async (one, other, both) => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\nexten => two,hint,Custom:a&Custom:b\nexten => other,hint,Custom:c\n' },
  });
  const { dialplan } = pbx.pbx;
  await dialplan.assign(dialplan.outside, 'DEVICE_STATE(Custom:a)', one);
  await dialplan.assign(dialplan.outside, 'DEVICE_STATE(Custom:b)', other);
  expect(state(pbx, 'two')).toBe(both);
  const found = (await pbx.pbx.ports.use(commandsPort).run('core show hint t')).text;
  expect(found).toMatch(/^two@default .*\n1 hint matching extension t\n$/);
});

test('who begins to listen to hints is told of the next change, whatever was told to others before', async () => {
  await using pbx = await open();
  const { dialplan } = pbx.pbx;
  const told: string[] = [];
  const listen = (): (() => void) => pbx.pbx.bus.on(extensionStateChanged, ({ state: now }) => void told.push(now));
  const become = (now: string) => dialplan.assign(dialplan.outside, 'DEVICE_STATE(Custom:night)', now);
  const leave = listen();
  await become('INUSE');
  await become('NOT_INUSE');
  leave();
  await become('INUSE');
  listen();
  await become('NOT_INUSE');
  await become('NOT_INUSE');
  expect(told).toEqual(['INUSE', 'NOT_INUSE', 'NOT_INUSE']);
});
