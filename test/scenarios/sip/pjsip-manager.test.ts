import { expect, test } from 'vitest';
import { AmiClient } from '../../support/ami-client.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const PJSIP = `[udp]
type=transport
protocol=udp
bind=127.0.0.1:5060
[carol](!)
type=endpoint
context=default
disallow=all
allow=ulaw
[carol](carol)
auth=carol
aors=carol
callerid="Carol" <300>
webrtc=no
direct_media=no
[carol]
type=auth
username=carol
password=secret
[carol]
type=aor
max_contacts=2
[provider]
type=registration
server_uri=sip:127.0.0.1:53998
client_uri=sip:me@127.0.0.1:53998
`;

async function open(pjsip = PJSIP): Promise<{
  pbx: TestPbx;
  client: AmiClient;
  carol: SipPhone;
  ask(action: string, ms?: number): Promise<string[]>;
}> {
  const pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: {
      'pjsip.conf': pjsip,
      'extensions.conf': '[default]\nexten => 300,hint,PJSIP/carol\nexten => 300,1,NoOp()\n',
      'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
    },
  });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(10);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: system');
  await pbx.clock.advance(10);
  client.take();
  const carol = await SipPhone.open(pbx.network, pbx.clock, {
    user: 'carol',
    password: 'secret',
    port: 20_001,
    pbx: { host: '127.0.0.1', port: 5060 },
  });
  return {
    pbx,
    client,
    carol,
    async ask(action, ms = 10) {
      client.take();
      client.send(`Action: ${action}\nActionID: 7`);
      await pbx.clock.advance(ms);
      return client.take();
    },
  };
}

test('a phone that registers and goes is told of, and listed with what Asterisk lists', async () => {
  const { pbx, client, carol, ask } = await open();
  await using _ = pbx;
  void carol.register(60);
  await pbx.clock.advance(100);
  expect(client.take().sort()).toEqual([
    'Event: ContactStatus\nPrivilege: system,all\nURI: sip:carol@127.0.0.1:20001\nContactStatus: NonQualified\nAOR: carol\nEndpointName: carol\nRoundtripUsec: 0',
    'Event: PeerStatus\nPrivilege: system,all\nChannelType: PJSIP\nPeer: PJSIP/carol\nPeerStatus: Reachable',
  ]);
  const plain = (text = ''): string =>
    text
      .replace(/^(RegExpire|ExpirationTime): \d{10}$/m, '$1: TIME')
      .replace(/^(ID|ObjectName): carol;@[0-9a-f]{32}$/m, '$1: HASH')
      .replace(/^(CallID|CallId): .*$/m, '$1: CALL');
  expect(plain((await ask('PJSIPShowContacts'))[1])).toBe(
    'Event: ContactList\nActionID: 7\nObjectType: contact\nObjectName: HASH\nViaAddr: 127.0.0.1\nQualifyTimeout: 3.000000\nCallId: CALL\nRegServer: \nPruneOnBoot: no\nPath: \nEndpoint: carol\nViaPort: 20001\nAuthenticateQualify: no\nUri: sip:carol@127.0.0.1:20001\nQualifyFrequency: 0\nUserAgent: \nExpirationTime: TIME\nOutboundProxy: \nStatus: NonQualified\nRoundtripUsec: N/A',
  );
  expect(plain((await ask('PJSIPShowRegistrationInboundContactStatuses'))[1])).toBe(
    'Event: ContactStatusDetail\nActionID: 7\nAOR: carol\nURI: sip:carol@127.0.0.1:20001\nUserAgent: \nRegExpire: TIME\nViaAddress: 127.0.0.1:20001\nCallID: CALL\nStatus: NonQualified\nRoundtripUsec: N/A\nEndpointName: carol\nID: HASH\nAuthenticateQualify: 0\nOutboundProxy: \nPath: \nQualifyFrequency: 0\nQualifyTimeout: 3.000',
  );
  const detail = (await ask('PJSIPShowEndpoint\nEndpoint: carol')).join('\n\n');
  expect(detail).toContain('\nDirectMedia: false\n');
  expect(detail).toContain('\nContacts: carol/sip:carol@127.0.0.1:20001\n');
  expect(detail).toContain('\nTotalContacts: 1\nContactsRegistered: 1\nEndpointName: carol');
  expect((await ask('PJSIPShowEndpoints'))[1]).toContain(
    '\nContacts: carol/sip:carol@127.0.0.1:20001,\nDeviceState: Not in use\nActiveChannels: ',
  );
  client.take();
  void carol.register(60);
  await pbx.clock.advance(100);
  expect(client.take()).toEqual([]);
  void carol.register(0);
  await pbx.clock.advance(100);
  expect(client.take().map((event) => event.match(/(Contact|Peer)Status: .*/)?.[0])).toEqual([
    'PeerStatus: Unreachable',
    'ContactStatus: Removed',
  ]);
});

test('a contact that is qualified is told of when it answers and when it does not', async () => {
  const { pbx, client, carol, ask } = await open(
    PJSIP.replace('max_contacts=2', 'max_contacts=2\nqualify_frequency=10'),
  );
  await using _ = pbx;
  void carol.register(600);
  await pbx.clock.advance(1000);
  expect(
    client
      .take()
      .filter((event) => event.startsWith('Event: ContactStatus'))
      .at(-1),
  ).toMatch(/ContactStatus: Reachable\nAOR: carol\nEndpointName: carol\nRoundtripUsec: \d+$/);
  expect(await ask('PJSIPQualify\nEndpoint: carol')).toContain(
    'Response: Success\nActionID: 7\nMessage: Endpoint found, will qualify',
  );
  carol.agent.close();
  await pbx.clock.advance(40_000);
  expect(
    client
      .take()
      .filter((event) => event.startsWith('Event: ContactStatus'))
      .at(-1),
  ).toContain('ContactStatus: Unreachable');
});

test('who watches a hint is listed', async () => {
  const watcher = `[dan](carol)
aors=dan
callerid="Dan" <301>
[dan]
type=identify
endpoint=dan
match=127.0.0.7
[dan]
type=aor
contact=sip:dan@127.0.0.7:5060
`;
  const { pbx, ask } = await open(PJSIP + watcher);
  await using _ = pbx;
  const dan = await RawPeer.open(pbx.network, 5060, '127.0.0.7');
  dan.send({ host: '127.0.0.1', port: 5060 }, [
    'SUBSCRIBE sip:300@127.0.0.1:5060 SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.7:5060;branch=z9hG4bKdan1',
    'From: <sip:dan@127.0.0.7>;tag=d1',
    'To: <sip:300@127.0.0.1>',
    'Call-ID: dan-watches',
    'CSeq: 1 SUBSCRIBE',
    'Contact: <sip:dan@127.0.0.7:5060>',
    'Event: dialog',
    'Accept: application/dialog-info+xml',
    'Expires: 600',
  ]);
  await pbx.clock.advance(100);
  dan.reply(dan.lastRequest, '200 OK');
  await pbx.clock.advance(100);
  expect((await ask('PJSIPShowSubscriptionsInbound'))[1]).toMatch(
    /^Event: InboundSubscriptionDetail\nActionID: 7\nRole: Notifier\nEndpoint: dan\nCallid: dan-watches\nState: ACTIVE\nCallerid: "Dan" <301>\nSubscriptionType: extension_state\nExtension: 300\nExtensionStates: \w+$/,
  );
});

test('registrations of ours are made again and taken back', async () => {
  const { pbx, ask } = await open();
  await using _ = pbx;
  const provider = await RawPeer.open(pbx.network, 53_998);
  const states = async (): Promise<string[]> =>
    (await ask('PJSIPShowRegistrationsOutbound')).flatMap((event) => event.match(/^(Status|Registered): .*/gm) ?? []);
  expect(await ask('PJSIPRegister\nRegistration: provider', 500)).toContain(
    'Response: Success\nActionID: 7\nMessage: Reregistration sent',
  );
  expect(provider.lastRequest.method).toBe('REGISTER');
  provider.reply(provider.lastRequest, '200 OK', ['Contact: <sip:s@127.0.0.1:5060>;expires=3600']);
  await pbx.clock.advance(100);
  expect(await states()).toEqual(['Status: Registered', 'Registered: 1']);
  expect(await ask('PJSIPUnregister\nRegistration: *all', 100)).toContain(
    'Response: Success\nActionID: 7\nMessage: Unregistrations queued.',
  );
  expect(provider.lastRequest.text).toMatch(/Expires: 0\r\n|expires=0/);
  expect(await states()).toEqual(['Status: Stopped', 'Registered: 0']);
});
