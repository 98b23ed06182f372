import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { deviceStatesPort } from '../../../../src/pbx/ports/device-states.ts';
import { mailboxesPort } from '../../../../src/pbx/ports/mailboxes.ts';
import { FakeXmppServer } from '../../../support/fake-xmpp.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const ACCOUNT = `[asterisk]
serverhost = 127.0.0.1
username = pbx@example.org/pbx
secret = right
distribute_events = yes
pubsub_node = pubsub.example.org
buddy = other@example.org
`;
/** As the test's PBX is called. */
const OURS = '02:00:00:00:00:01';
const THEIRS = '02:00:00:00:00:02';

async function open(config = ACCOUNT): Promise<{ pbx: TestPbx; server: FakeXmppServer } & AsyncDisposable> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': '[default]\nexten => night,hint,Custom:night\nexten => 1,1,NoOp()\n',
      'xmpp.conf': config,
    },
  });
  const server = await FakeXmppServer.listen(pbx.network, { users: { pbx: 'right' } });
  await pbx.clock.advanceUntil(() => pbx.log.has('connected as'), 10_000);
  await pbx.clock.advance(100);
  return { pbx, server, [Symbol.asyncDispose]: () => pbx.close() };
}

/** What has been sent to the service, without the ids. */
const asked = (server: FakeXmppServer): string[] =>
  server.received.splice(0).flatMap((text) => /<iq .*to="pubsub\.example\.org">(.*)<\/iq>/.exec(text)?.[1] ?? []);
const news = (node: string, id: string, payload: string): string =>
  `<message type='headline' from='pubsub.example.org'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='${node}'><item id='${id}'>${payload}</item></items></event></message>`;
const state = (value: string, eid = THEIRS, cachable = '1'): string =>
  `<state xmlns='http://asterisk.org' eid='${eid}' cachable='${cachable}'>${value}</state>`;

const PUBSUB = '<pubsub xmlns="http://jabber.org/protocol/pubsub">';

test('states of devices and mailboxes are published as Asterisk publishes them', async () => {
  await using house = await open();
  const { pbx, server } = house;
  const greeting = asked(server).join('\n');
  expect(greeting).toContain(`${PUBSUB}<subscribe node="device_state" jid="pbx@example.org"/></pubsub>`);
  expect(greeting).toContain(`${PUBSUB}<subscribe node="message_waiting" jid="pbx@example.org"/></pubsub>`);
  await pbx.pbx.ports.use(commandsPort).run('devstate change Custom:night INUSE');
  const mailboxes = pbx.pbx.ports.use(mailboxesPort);
  mailboxes.keep({ counts: (box) => (box === '100' ? { unheard: 2, urgent: 1, heard: 5 } : undefined) });
  mailboxes.changed('100', 'default');
  pbx.pbx.ports.use(deviceStatesPort).changed('Local/1@default', 'INUSE');
  await pbx.clock.advance(100);
  expect(asked(server)).toEqual([
    `${PUBSUB}<publish node="device_state"><item id="Custom:night"><state xmlns="http://asterisk.org" eid="${OURS}" cachable="1">INUSE</state></item></publish></pubsub>`,
    `${PUBSUB}<publish node="message_waiting"><item id="100@default"><mailbox xmlns="http://asterisk.org" eid="${OURS}"><NEWMSGS>3</NEWMSGS><OLDMSGS>5</OLDMSGS></mailbox></item></publish></pubsub>`,
    `${PUBSUB}<publish node="device_state"><item id="Local/1@default"><state xmlns="http://asterisk.org" eid="${OURS}" cachable="0">INUSE</state></item></publish><publish-options><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/pubsub#publish-options</value></field><field var="pubsub#persist_items"><value>0</value></field></x></publish-options></pubsub>`,
  ]);
});

test('collection_nodes gives each device a node of its own, and pubsub_autocreate makes it first', async () => {
  await using house = await open(`[general]\ncollection_nodes = yes\npubsub_autocreate = yes\n${ACCOUNT}`);
  const { pbx, server } = house;
  expect(asked(server).join('\n')).toContain('<field var="pubsub#subscription_depth"><value>all</value></field>');
  for (const value of ['INUSE', 'BUSY']) {
    await pbx.pbx.ports.use(commandsPort).run(`devstate change Custom:night ${value}`);
    await pbx.clock.advance(100);
  }
  const [create = '', share = '', ...publish] = asked(server);
  expect(create).toContain('<create node="Custom:night"/>');
  expect(create).toContain('<field var="pubsub#collection"><value>device_state</value></field>');
  expect(share).toContain(
    '<affiliations node="Custom:night"><affiliation jid="other@example.org" affiliation="owner"/></affiliations>',
  );
  expect(publish.map((text) => /publish node="([^"]*)".*>([A-Z]+)<\/state/.exec(text)?.slice(1))).toEqual([
    ['Custom:night', 'INUSE'],
    ['Custom:night', 'BUSY'],
  ]);
});

test('what the service tells of other servers counts; what others say in its place, or we ourselves said, does not', async () => {
  await using house = await open();
  const { pbx, server } = house;
  asked(server);
  const of = (device: string): string => pbx.pbx.ports.use(deviceStatesPort).state(device);
  server.send('pbx', news('device_state', 'SIP/far', state('INUSE')));
  server.send('pbx', news('device_state', 'Custom:night', state('RINGING')));
  server.send('pbx', news('device_state', 'SIP/own', state('INUSE', OURS)));
  server.send('pbx', news('device_state', 'SIP/brief', state('INUSE', THEIRS, '0')));
  server.send('pbx', news('device_state', 'SIP/odd', state('SINGING')));
  server.send('pbx', news('device_state', 'SIP/forged', state('INUSE')).replace("from='pubsub", "from='mallory"));
  const box = `<mailbox xmlns='http://asterisk.org' eid='${THEIRS}'><NEWMSGS>4</NEWMSGS><OLDMSGS>-1</OLDMSGS></mailbox>`;
  server.send('pbx', news('message_waiting', '777@far', box));
  await pbx.clock.advance(100);
  expect(['SIP/far', 'Custom:night', 'SIP/own', 'SIP/brief', 'SIP/odd', 'SIP/forged'].map(of)).toEqual([
    'INUSE',
    'RINGING',
    ...Array<string>(4).fill(of('SIP/nobody')),
  ]);
  expect((await pbx.pbx.ports.use(commandsPort).run('core show hints')).text).toMatch(/Custom:night +State:Ringing/);
  expect(pbx.pbx.ports.use(mailboxesPort).counts('777@far')).toEqual({ unheard: 4, urgent: 0, heard: 0 });
  expect(asked(server), 'nothing of it is sent back').toEqual([]);

  server.drop();
  await pbx.clock.advance(5000);
  server.send('pbx', news('device_state', 'SIP/far', state('NOT_INUSE')));
  await pbx.clock.advance(100);
  expect(of('SIP/far')).toBe('NOT_INUSE');
  await pbx.pbx.ports.use(commandsPort).run('module unload res_xmpp.so');
  expect(of('SIP/far')).toBe(of('SIP/nobody'));
});

test('a component is not connected until it may go unencrypted, and the diagnostic says so', async () => {
  const component = '[asterisk]\ntype = component\nserverhost = 127.0.0.1\nusername = pbx.example.org\nsecret = x\n';
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '[default]\n', 'xmpp.conf': component } });
  expect(pbx.log.has("'asterisk' is a component, and cannot encrypt")).toBe(true);
  const shown = (await pbx.pbx.ports.use(commandsPort).run('xmpp show connections')).text;
  expect(shown).toContain('Number of clients: 0');
});
