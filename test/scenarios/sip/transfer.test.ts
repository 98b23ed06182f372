import { describe, expect, test } from 'vitest';
import { amiHeader } from '../../../src/clients/ami/index.ts';
import type { IncomingSession } from '../../../src/sip/session/incoming-session.ts';
import type { InviteSession } from '../../../src/sip/session/invite-session.ts';
import { AmiClient } from '../../support/ami-client.ts';
import { referTo } from '../../support/refer-to.ts';
import { type PlacedCall, phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const NAMES = ['ada', 'bert', 'carl', 'dora'] as const;
type Name = (typeof NAMES)[number];

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw
[phone](!)
type = friend
host = dynamic
secret = pw
context = in
[ada](phone)
[bert](phone)
[carl](phone)
[dora](phone)
allowtransfer = no
`;
const EXTENSIONS = `[in]
exten => _X!,1,NoOp(digits)
exten => _[abcd]!,1,Dial(SIP/\${EXTEN},20)
 same => n,NoOp(\${DIALSTATUS})
exten => room,1,Answer(0)
 same => n,NoOp(in the room \${BLINDTRANSFER:0:8} \${TRANSFERERNAME:0:8} \${SIPTRANSFER} \${SIPREFERREDBYHDR})
 same => n,Wait(60)
exten => park,1,Answer(0)
 same => n,Wait(60)
[elsewhere]
exten => room,1,NoOp(elsewhere)
 same => n,Wait(60)
`;

interface Office {
  readonly pbx: TestPbx;
  readonly phones: Readonly<Record<Name, SipPhone>>;
  /** Places a call, which is answered, and gives it a moment. */
  talk(from: Name, to: string): Promise<PlacedCall>;
  /** Who is joined with whom: names of channels without what makes them unique, in pairs. */
  pairs(): string[];
}

async function open(
  extensions = EXTENSIONS,
  noload = ['manager', 'res_manager', 'asterisk', 'res_console'],
  more: Readonly<Record<string, string>> = {},
): Promise<Office> {
  const pbx = await openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'extensions.conf': extensions, ...more },
    noload,
  });
  const made = await Promise.all(
    NAMES.map(async (user, i) => {
      const phone = await SipPhone.open(pbx.network, pbx.clock, {
        user,
        password: 'pw',
        port: 6001 + i,
        onCall: (session) => session.accept(phoneSdp()),
      });
      void phone.register();
      return [user, phone] as const;
    }),
  );
  await pbx.clock.advance(100);
  const phones = Object.fromEntries(made) as Record<Name, SipPhone>;
  return {
    pbx,
    phones,
    async talk(from, to) {
      const call = phones[from].call(to);
      await pbx.clock.advance(1000);
      return call;
    },
    pairs() {
      const byBridge = new Map<string, string[]>();
      for (const { bridgeId, name } of pbx.pbx.channels.list())
        if (bridgeId) byBridge.set(bridgeId, [...(byBridge.get(bridgeId) ?? []), name.slice(4, -9)]);
      return [...byBridge.values()].map((names) => names.sort().join('-'));
    },
  };
}

/** The transfer key: sends a REFER, with the other call that is to be joined where there is one. */
async function refer(office: Office, session: InviteSession, to: string, other?: InviteSession): Promise<number> {
  let seen = 0;
  session.send('REFER', { headers: referTo(to, '127.0.0.1', other) }, (status) => {
    seen = status;
  });
  await office.pbx.clock.advance(1000);
  return seen;
}

const TOLD = ['NOTIFY SIP/2.0 100 Trying', 'NOTIFY SIP/2.0 200 OK'];

function lastCall(phone: SipPhone): IncomingSession {
  const last = phone.calls.at(-1);
  if (!last) throw new Error('the phone has not been called');
  return last;
}

test('blind, by the called party: the caller goes on at the extension, the phone is let go', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const call = await office.talk('ada', 'bert');
  expect(office.pairs()).toEqual(['ada-bert']);
  expect(await refer(office, lastCall(office.phones.bert), 'room')).toBe(202);
  expect(office.phones.bert.log).toEqual(['confirmed', ...TOLD, 'ended bye']);
  expect(pbx.log.steps).toContain('room@in:2 NoOp(in the room SIP/bert SIP/bert yes <sip:key@127.0.0.1>)');
  expect(call.log).toEqual(['200']);
  expect(pbx.pbx.channels.size).toBe(1);
});

test('blind, by the caller: the called party is sent, and can be called from there', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const call = await office.talk('ada', 'bert');
  expect(await refer(office, call.session, 'carl')).toBe(202);
  expect(call.log).toEqual(['200', ...TOLD, 'bye']);
  expect(office.pairs()).toEqual(['bert-carl']);
  lastCall(office.phones.carl).end();
  await pbx.clock.advance(1000);
  expect(office.phones.bert.log).toEqual(['confirmed', 'ended bye']);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('a transfer goes to TRANSFER_CONTEXT where the phone’s channel names one', async () => {
  const office = await open(
    EXTENSIONS.replace(
      '[in]\n',
      '[in]\nexten => bert,1,Set(__TRANSFER_CONTEXT=elsewhere)\n same => n,Dial(SIP/bert)\n',
    ),
  );
  await using pbx = office.pbx;
  await office.talk('ada', 'bert');
  await refer(office, lastCall(office.phones.bert), 'room');
  expect(pbx.log.steps).toContain('room@elsewhere:1 NoOp(elsewhere)');
});

test('what cannot be done is refused, and the call goes on', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const call = await office.talk('ada', 'bert');
  expect(await refer(office, call.session, '#nowhere')).toBe(202);
  expect(call.log).toEqual(['200', 'NOTIFY SIP/2.0 404 Not Found']);
  const dora = await office.talk('dora', 'carl');
  expect(await refer(office, dora.session, 'room')).toBe(603);
  const alone = await office.talk('ada', 'park');
  expect(await refer(office, alone.session, 'room')).toBe(202);
  expect(alone.log.at(-1)).toBe('NOTIFY SIP/2.0 603 Decline');
  const odd = await office.talk('ada', 'park');
  expect(await refer(office, odd.session, 'x', dora.session)).toBe(202);
  expect(odd.log.at(-1)).toMatch(/^NOTIFY SIP\/2.0 481/);
  expect(office.pairs().sort()).toEqual(['ada-bert', 'carl-dora']);
  expect(pbx.pbx.channels.size).toBe(6);
});

/** Bert talks to two others and joins them; who calls whom decides whose dialplan goes on. */
test.each([
  ['called by the first, calling the second', true, false],
  ['calling both', false, false],
  ['called by both', true, true],
  ['calling the first, called by the second', false, true],
])('attended: %s', async (_how, calledByAda, calledByCarl) => {
  const office = await open();
  await using pbx = office.pbx;
  const { ada, bert, carl } = office.phones;
  const meet = async (other: 'ada' | 'carl', called: boolean): Promise<[InviteSession, string[]]> => {
    const call = await office.talk(called ? other : 'bert', called ? 'bert' : other);
    return called ? [lastCall(bert), bert.log] : [call.session, call.log];
  };
  const [first, log] = await meet('ada', calledByAda);
  const [second] = await meet('carl', calledByCarl);
  expect(office.pairs().sort()).toEqual(['ada-bert', 'bert-carl']);
  expect(await refer(office, first, 'carl', second)).toBe(202);
  expect(office.pairs()).toEqual(['ada-carl']);
  expect([first.ended, second.ended]).toEqual([true, true]);
  expect(log.filter((line) => line.startsWith('NOTIFY'))).toEqual(TOLD);
  expect(pbx.pbx.channels.size).toBe(2);
  // one hangs up, the other is let go, whoever began
  const mine = calledByAda ? undefined : lastCall(ada);
  if (mine) mine.end();
  else if (calledByCarl)
    await office.pbx.pbx.channels
      .list()
      .find(({ name }) => name.includes('ada'))
      ?.requestHangup();
  else lastCall(carl).end();
  await pbx.clock.advance(1000);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('attended to somebody who is in no bridge: the other party goes where that call is', async () => {
  const office = await open();
  await using pbx = office.pbx;
  await office.talk('ada', 'bert');
  const room = await office.talk('bert', 'room');
  const steps = pbx.log.steps.length;
  expect(await refer(office, lastCall(office.phones.bert), 'room', room.session)).toBe(202);
  expect(pbx.log.steps.slice(steps)).toEqual(['room@in:3 Wait(60)']);
  expect(pbx.pbx.channels.size).toBe(1);
});

test('an INVITE with Replaces takes the place of a call, on either side of it', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const { phones } = office;
  const call = await office.talk('ada', 'bert');
  const take = async (by: Name, session: InviteSession): Promise<PlacedCall> => {
    const dialog = session.currentDialog;
    const replaces = `${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
    const taken = phones[by].call('anything', { headers: [['Replaces', replaces]] });
    await pbx.clock.advance(1000);
    return taken;
  };
  expect((await take('carl', lastCall(phones.bert))).log).toEqual(['200']);
  expect(office.pairs()).toEqual(['ada-carl']);
  expect(phones.bert.log.at(-1)).toBe('ended bye');
  const second = await take('bert', call.session);
  expect(office.pairs()).toEqual(['bert-carl']);
  expect(call.log).toEqual(['200', 'bye']);
  expect((await take('ada', call.session)).log).toEqual(['481']);
  second.session.end();
  await pbx.clock.advance(1000);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('an INVITE with Replaces takes a call that rings at another phone', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const { phones } = office;
  const silent = await SipPhone.open(pbx.network, pbx.clock, { user: 'bert', password: 'pw', port: 6019 });
  void silent.register();
  await pbx.clock.advance(100);
  const call = phones.ada.call('bert');
  await pbx.clock.advance(1000);
  expect(call.log).toEqual(['180']);
  const dialog = lastCall(silent).currentDialog;
  const replaces = `${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag};early-only`;
  const taken = phones.carl.call('anything', { headers: [['Replaces', replaces]] });
  await pbx.clock.advance(2000);
  expect(taken.log).toEqual(['200']);
  expect(call.log).toEqual(['180', '200']);
  expect(silent.log.at(-1)).toBe('ended cancelled');
  expect(office.pairs()).toEqual(['ada-carl']);
  const again = phones.dora.call('anything', { headers: [['Replaces', replaces]] });
  await pbx.clock.advance(1000);
  expect(again.log).toEqual(['481']);
});

test('attended while the target still rings: the other party is called on to the target', async () => {
  const office = await open();
  await using pbx = office.pbx;
  const { phones } = office;
  const silent = await SipPhone.open(pbx.network, pbx.clock, { user: 'carl', password: 'pw', port: 6019 });
  void silent.register();
  await pbx.clock.advance(100);
  await office.talk('ada', 'bert');
  const asked = phones.bert.call('carl');
  await pbx.clock.advance(1000);
  expect(asked.log).toEqual(['180']);
  expect(await refer(office, lastCall(phones.bert), 'carl', asked.session)).toBe(202);
  expect(phones.bert.log).toEqual(expect.arrayContaining(TOLD));
  lastCall(silent).accept(phoneSdp());
  await pbx.clock.advance(1000);
  expect(office.pairs()).toEqual(['ada-carl']);
});

test('both are told by re-INVITE whom they talk to after a transfer, and whoever calls is told who has answered', async () => {
  const identity = SIP_CONF.replace('context = in', 'context = in\nsendrpid = pai\ntrustrpid = yes')
    .replace('[ada](phone)', '[ada](phone)\ncallerid = "Ada" <100>')
    .replace('[bert](phone)', '[bert](phone)\ncallerid = "Bert" <200>')
    .replace('[carl](phone)', '[carl](phone)\nsendrpid = rpid\ncallerid = "Carl" <300>');
  const office = await open(EXTENSIONS, undefined, { 'sip.conf': identity });
  await using pbx = office.pbx;
  const told: string[] = [];
  const listenTo = (name: string, session: InviteSession): void => {
    session.listener = {
      ...session.listener,
      onOffer: (request) => {
        told.push(`${name}: ${request.header('P-Asserted-Identity') ?? request.header('Remote-Party-ID')}`);
        return { status: 200, body: phoneSdp() };
      },
    };
  };
  const call = await office.talk('ada', 'bert');
  expect(call.answer?.header('P-Asserted-Identity')).toMatch(/^"Bert" <sip:200@/);
  const other = await office.talk('ada', 'carl');
  listenTo('bert', lastCall(office.phones.bert));
  listenTo('carl', lastCall(office.phones.carl));
  await refer(office, call.session, 'carl', other.session);
  expect(told.sort()).toEqual([
    'bert: "Carl" <sip:300@127.0.0.1>',
    'carl: "Bert" <sip:200@127.0.0.1>;party=calling;privacy=off;screen=no',
  ]);
  told.length = 0;
  // carl's phone says that somebody else has taken it
  const moved = '"Boss" <sip:301@127.0.0.1>;party=called';
  lastCall(office.phones.carl).reinvite(phoneSdp(), () => {}, [['Remote-Party-ID', moved]]);
  await pbx.clock.advance(1000);
  expect(told).toEqual(['bert: "Boss" <sip:301@127.0.0.1>']);
});

describe('manager clients are told of transfers, with the headers of Asterisk,', () => {
  const CHANNEL =
    'Channel ChannelState ChannelStateDesc CallerIDNum CallerIDName ConnectedLineNum ConnectedLineName Language AccountCode Context Exten Priority Uniqueid Linkedid'.split(
      ' ',
    );
  const BRIDGE =
    'BridgeUniqueid BridgeType BridgeTechnology BridgeCreator BridgeName BridgeNumChannels BridgeVideoSourceMode'.split(
      ' ',
    );
  const prefixed = (prefix: string, names: readonly string[]): string[] => names.map((name) => prefix + name);

  async function told(run: (office: Office) => Promise<unknown>): Promise<Map<string, string>> {
    const office = await open(EXTENSIONS, ['asterisk', 'res_console'], {
      'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
    });
    await using pbx = office.pbx;
    const client = new AmiClient(pbx.network);
    await pbx.clock.advance(10);
    client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: call');
    await pbx.clock.advance(10);
    await run(office);
    const events = client.messages.filter((headers) => /^(Blind|Attended)Transfer$/.test(amiHeader(headers, 'Event')));
    expect(events.length).toBe(1);
    return new Map(events[0]);
  }

  test('blind', async () => {
    const event = await told(async (office) => {
      await office.talk('ada', 'bert');
      await refer(office, lastCall(office.phones.bert), 'room');
    });
    expect([...event.keys()]).toEqual([
      'Event',
      'Privilege',
      'Result',
      ...prefixed('Transferer', CHANNEL),
      ...prefixed('Transferee', CHANNEL),
      ...BRIDGE,
      'IsExternal',
      'Context',
      'Extension',
    ]);
    const shown = ['Event', 'Result', 'TransfereeExten', 'BridgeNumChannels', 'IsExternal', 'Context', 'Extension'];
    expect(shown.map((name) => event.get(name))).toEqual([
      'BlindTransfer',
      'Success',
      'bert',
      '2',
      'Yes',
      'in',
      'room',
    ]);
    expect(event.get('TransfererChannel')).toMatch(/^SIP\/bert-/);
    expect(event.get('TransfereeChannel')).toMatch(/^SIP\/ada-/);
  });

  test('attended, of two bridges', async () => {
    const event = await told(async (office) => {
      const call = await office.talk('ada', 'bert');
      const other = await office.talk('ada', 'carl');
      await refer(office, call.session, 'carl', other.session);
    });
    expect([...event.keys()]).toEqual([
      'Event',
      'Privilege',
      'Result',
      ...prefixed('OrigTransferer', CHANNEL),
      ...prefixed('Orig', BRIDGE),
      ...prefixed('SecondTransferer', CHANNEL),
      ...prefixed('Second', BRIDGE),
      ...prefixed('Transferee', CHANNEL),
      ...prefixed('TransferTarget', CHANNEL),
      'IsExternal',
      'DestType',
      'DestBridgeUniqueid',
    ]);
    expect(event.get('TransfereeChannel')).toMatch(/^SIP\/bert-/);
    expect(event.get('TransferTargetChannel')).toMatch(/^SIP\/carl-/);
    expect(event.get('DestBridgeUniqueid')).toBe(event.get('SecondBridgeUniqueid'));
    expect(event.get('IsExternal')).toBe('No');
  });

  test('attended, where one call is with an application', async () => {
    const event = await told(async (office) => {
      const call = await office.talk('ada', 'bert');
      const other = await office.talk('ada', 'park');
      await refer(office, call.session, 'park', other.session);
    });
    expect(event.has('TransferTargetChannel')).toBe(false);
    expect(event.has('SecondBridgeUniqueid')).toBe(false);
    expect([event.get('DestType'), event.get('DestApp')]).toEqual(['App', 'Wait']);
    expect(event.get('TransfereeChannel')).toMatch(/^SIP\/bert-/);
  });
});
