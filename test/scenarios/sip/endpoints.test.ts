import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { databasePort } from '../../../src/pbx/ports/database.ts';
import { deviceStateChanged, deviceStatesPort } from '../../../src/pbx/ports/device-states.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
disallow = all
allow = ulaw
register => 1234:trunkpw@provider.example/600
[phone]
type = friend
host = dynamic
secret = pw
context = in
description = desk
qualify = yes
[other]
type = friend
host = dynamic
secret = pw
context = in
[gateway]
type = peer
host = 127.0.0.9
insecure = port,invite
context = in
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[carl]
type = endpoint
aors = carl
auth = carl
context = in
allow = ulaw
callerid = "Carl" <300>
[carl]
type = auth
username = carl
password = pw
[carl]
type = aor
max_contacts = 1
`;
const EXTENSIONS = `[in]
exten => wait,1,Answer(0)
 same => n,Wait(30)
exten => phone,1,Dial(SIP/phone,20)
[default]
exten => hint,hint,SIP/phone
`;

async function open(config: Record<string, string> = {}): Promise<TestPbx> {
  return openTestPbx({
    config: { 'sip.conf': SIP_CONF, 'pjsip.conf': PJSIP_CONF, 'extensions.conf': EXTENSIONS, ...config },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

async function cli(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

const openPhone = (pbx: TestPbx, user: string, port: number, pbxPort = 5060): Promise<SipPhone> =>
  SipPhone.open(pbx.network, pbx.clock, { user, password: 'pw', port, pbx: { host: '127.0.0.1', port: pbxPort } });

test('peers are listed as Asterisk lists them, before and after they register', async () => {
  await using pbx = await open();
  expect(await cli(pbx, 'sip show peers')).toBe(
    `Name/username             Host                                    Dyn Forcerport Comedia    ACL Port     Status      Description                      
gateway                   127.0.0.9                                   Auto (No)  No             5060     Unmonitored                                  
other                     (Unspecified)                            D  Auto (No)  No             0        Unmonitored                                  
phone                     (Unspecified)                            D  Auto (No)  No             0        UNKNOWN     desk                             
3 sip peers [Monitored: 0 online, 1 offline Unmonitored: 1 online, 1 offline]
`,
  );
  const phone = await openPhone(pbx, 'phone', 6001);
  void phone.register();
  await pbx.clock.advance(1000);
  expect(await cli(pbx, 'sip show peers')).toContain(
    'phone/phone               127.0.0.1                                D  Auto (No)  No             6001     OK (0 ms)   desk                             \n',
  );
  expect(phone.log).toContain('OPTIONS');
  expect(pbx.log.has("Registered SIP 'phone' at 127.0.0.1:6001")).toBe(true);
  expect(pbx.log.has("Peer 'phone' is now Reachable. (0ms / 2000ms)")).toBe(true);
  const details = await cli(pbx, 'sip show peer phone');
  expect(details).toContain('  * Name       : phone\n');
  expect(details).toContain('  Secret       : <Set>\n');
  expect(details).toContain('  Addr->IP     : 127.0.0.1:6001\n');
  expect(details).not.toContain('pw');
  expect(await cli(pbx, 'sip show peer nobody')).toBe('Peer nobody not found.\n\n');
});

test('endpoints of pjsip.conf are listed as Asterisk lists them', async () => {
  await using pbx = await open();
  const carl = await openPhone(pbx, 'carl', 6003, 5070);
  void carl.register();
  await pbx.clock.advance(1000);
  const call = carl.call('wait');
  await pbx.clock.advance(2000);
  const text = await cli(pbx, 'pjsip show endpoints');
  expect(text.split('\n').slice(11, 20)).toEqual([
    '',
    ' Endpoint:  carl/300                                             In use        1 of inf',
    '     InAuth:  carl/carl',
    '        Aor:  carl                                               1',
    '      Contact:  carl/sip:carl@127.0.0.1:6003               1f7e4df3c1 NonQual         nan'.replace(
      /[0-9a-f]{10}/,
      text.match(/ ([0-9a-f]{10}) /)?.[1] ?? '',
    ),
    expect.stringMatching(/^ {4}Channel: PJSIP\/carl-[0-9a-f]{8}\/Wait {28}Up {12}00:00:02 {3}$/),
    '        Exten: wait                      CLCID: "" <>',
    '',
    '',
  ]);
  expect(text.endsWith('\nObjects found: 1\n\n')).toBe(true);
  expect(await cli(pbx, 'pjsip show endpoint carl')).toContain(
    ' context                            : in\n'
      .replace(/ {2,}:/, '')
      .trimStart()
      .slice(0, 7),
  );
  expect(await cli(pbx, 'pjsip show endpoint nobody')).toBe('Unable to find object nobody.\n\n');
  expect(await cli(pbx, 'pjsip show contacts')).toContain('  Contact:  carl/sip:carl@127.0.0.1:6003 ');
  expect(await cli(pbx, 'pjsip show registrations')).toBe('No objects found.\n\n');
  expect(await cli(pbx, 'sip show channels')).toContain('0 active SIP dialogs\n');
  call.session.end();
});

test('registrations are kept in the database as Asterisk keeps them', async () => {
  await using pbx = await open();
  for (const [user, port, listener] of [
    ['phone', 6001, 5060],
    ['carl', 6003, 5070],
  ] as const) {
    const phone = await openPhone(pbx, user, port, listener);
    void phone.register();
  }
  await pbx.clock.advance(1000);
  const database = pbx.pbx.ports.use(databasePort);
  expect(database.get('SIP/Registry', 'phone')).toBe('127.0.0.1:6001:3600:phone:sip:phone@127.0.0.1:6001');
  const [entry] = database.entries('registrar', 'contact');
  expect(entry?.key).toMatch(/^contact\/carl;@[0-9a-f]{32}$/);
  expect(JSON.parse(entry?.value ?? '')).toMatchObject({ uri: 'sip:carl@127.0.0.1:6003', via_addr: '127.0.0.1' });
});

test('device states follow registration and calls, under both technologies, and watchers are told', async () => {
  await using pbx = await open();
  const states = pbx.pbx.ports.use(deviceStatesPort);
  const seen: string[] = [];
  pbx.pbx.bus.on(deviceStateChanged, ({ device, state }) => void seen.push(`${device} ${state}`));
  expect([states.state('SIP/phone'), states.state('PJSIP/phone'), states.state('SIP/nobody')]).toEqual([
    'UNAVAILABLE',
    'UNAVAILABLE',
    'INVALID',
  ]);
  const phone = await openPhone(pbx, 'phone', 6001);
  const other = await openPhone(pbx, 'other', 6002);
  void phone.register();
  void other.register();
  await pbx.clock.advance(1000);
  expect(states.state('SIP/phone')).toBe('NOT_INUSE');
  const call = other.call('phone');
  await pbx.clock.advance(1000);
  expect([states.state('SIP/phone'), states.state('SIP/other')]).toEqual(['RINGING', 'INUSE']);
  phone.calls[0]?.accept(phoneSdp());
  await pbx.clock.advance(1000);
  expect(states.state('SIP/phone')).toBe('INUSE');
  call.session.end();
  await pbx.clock.advance(1000);
  expect(states.state('SIP/phone')).toBe('NOT_INUSE');
  expect(seen.filter((line) => line.startsWith('SIP/phone'))).toEqual([
    'SIP/phone NOT_INUSE',
    'SIP/phone NOT_INUSE',
    'SIP/phone RINGING',
    'SIP/phone RINGING',
    'SIP/phone INUSE',
    'SIP/phone NOT_INUSE',
  ]);
});

test('a phone that falls silent becomes unreachable, and its registration expires', async () => {
  await using pbx = await open();
  const phone = await openPhone(pbx, 'phone', 6001);
  void phone.register(90);
  await pbx.clock.advance(1000);
  phone.agent.close();
  await pbx.clock.advance(70_000);
  expect(pbx.log.has("Peer 'phone' is now UNREACHABLE!")).toBe(true);
  expect(pbx.pbx.ports.use(deviceStatesPort).state('SIP/phone')).toBe('UNAVAILABLE');
  await pbx.clock.advance(30_000);
  expect(pbx.log.has("Unregistered SIP 'phone'")).toBe(true);
  expect(pbx.pbx.ports.use(databasePort).get('SIP/Registry', 'phone')).toBeUndefined();
});

test('a trunk that challenges is registered with, listed, and unregistered at the end', async () => {
  const pbx = await open();
  pbx.network.hosts.set('provider.example', ['127.0.0.8']);
  const provider = await RawPeer.open(pbx.network, 5060, '127.0.0.8');
  await pbx.clock.advance(21_000);
  provider.reply(provider.lastRequest, '401 Unauthorized', [
    'WWW-Authenticate: Digest realm="p", nonce="n", qop="auth"',
  ]);
  await pbx.clock.advance(100);
  expect(provider.lastRequest.header('Authorization')).toContain('username="1234"');
  provider.reply(provider.lastRequest, '200 OK', ['Contact: <sip:600@127.0.0.1:5060>;expires=100']);
  await pbx.clock.advance(100);
  expect((await cli(pbx, 'sip show registry')).split('\n').map((line) => line.trimEnd())).toEqual([
    'Host                                    dnsmgr Username       Refresh State                Reg.Time',
    'provider.example:5060                   N      1234                85 Registered           Thu, 01 Jan 2026 00:00:21',
    '1 SIP registrations.',
    '',
  ]);
  await pbx.close();
  await pbx.clock.advance(100);
  expect(provider.lastRequest.header('Expires')).toBe('0');
});

test('a reload takes new phones in, keeps calls, and refuses a faulty file', async () => {
  await using pbx = await open();
  const phone = await openPhone(pbx, 'phone', 6001);
  void phone.register();
  await pbx.clock.advance(1000);
  const call = phone.call('wait');
  await pbx.clock.advance(1000);
  pbx.write('sip.conf', `${SIP_CONF}[new]\ntype = friend\nhost = dynamic\nsecret = pw\ncontext = in\n`);
  expect(await cli(pbx, 'sip reload')).toBe('');
  const late = await openPhone(pbx, 'new', 6004);
  const registered = late.register();
  await pbx.clock.advance(1000);
  expect((await registered)?.status).toBe(200);
  expect(call.log).toEqual(['200']);
  expect(await cli(pbx, 'sip show peers')).toContain('phone/phone ');
  pbx.write('sip.conf', `${SIP_CONF}[bad]\ntype = friend\nhost = dynamic\nport = many\n`);
  expect(await cli(pbx, 'sip reload')).toContain('sip.conf has errors');
  expect(await cli(pbx, 'sip show peers')).toContain('new/new ');
});

test('faults of the files are told with their place', async () => {
  await using pbx = await open({
    'sip.conf':
      '[general]\nallow = ulav\nqualifi = yes\nregister => nonsense\n[carl]\ntype = friend\nsecret = x\n[open]\ntype = friend\nhost = dynamic\n',
    'pjsip.conf': `${PJSIP_CONF}[lost]\ntype = endpoint\naors = nowhere\nallow = opus\n[tls]\ntype = transport\nprotocol = tls\n[trunk]\ntype = registration\nserver_uri = provider\n`,
  });
  const faults = [...pbx.log.of('error'), ...pbx.log.of('warning'), ...pbx.log.of('notice')].map((text) =>
    text.split('\n').slice(0, 2).join(' ').replace(/\s+/g, ' '),
  );
  for (const expected of [
    "SP0102]: unknown codec 'ulav' --> sip.conf:2:9",
    "unknown option 'qualifi' in section 'general' --> sip.conf:3:1",
    "SP0106]: the register line cannot be read: there is no '@' before the host --> sip.conf:4:13",
    "SP0109]: anybody can register as 'open': it has no secret --> sip.conf:8:2",
    "SP0103]: the codec 'opus' is not built yet",
    "SP0104]: endpoint 'lost' allows no codec",
    "SP0105]: there is no section 'nowhere' with type=aor",
    "SP0107]: the transport 'tls' is not built yet",
    "SP0110]: 'provider' is no SIP URI",
    'SP0101',
  ])
    expect(
      faults.some((fault) => fault.includes(expected)),
      expected,
    ).toBe(true);
});

test('traffic is traced when asked for', async () => {
  await using pbx = await open();
  const phone = await openPhone(pbx, 'phone', 6001);
  expect(await cli(pbx, 'sip set debug on')).toBe('SIP Debugging enabled\n');
  void phone.request('OPTIONS', 'sip:127.0.0.1');
  await pbx.clock.advance(100);
  expect(pbx.log.has('<--- Received SIP request (')).toBe(true);
  expect(pbx.log.has('<--- Transmitting SIP response (')).toBe(true);
  expect(await cli(pbx, 'sip set debug off')).toBe('SIP Debugging Disabled\n');
  const count = pbx.log.lines.length;
  void phone.request('OPTIONS', 'sip:127.0.0.1');
  await pbx.clock.advance(100);
  expect(pbx.log.lines.length).toBe(count);
  expect(await cli(pbx, 'sip set debug peer nobody')).toBe("No such peer 'nobody'\n");
  // a network, a name, and what is neither
  pbx.network.hosts.set('phone.example', ['127.0.0.1']);
  for (const host of ['127.0.0.0/8', 'phone.example:5060']) {
    pbx.log.records.length = 0;
    expect(await cli(pbx, `pjsip set logger host ${host}`)).toBe(`PJSIP Logging Enabled for host: ${host}\n`);
    void phone.request('OPTIONS', 'sip:127.0.0.1');
    await pbx.clock.advance(100);
    expect(pbx.log.has('<--- Received SIP request ('), host).toBe(true);
  }
  await cli(pbx, 'pjsip set logger host 192.0.2.0/24');
  pbx.log.records.length = 0;
  void phone.request('OPTIONS', 'sip:127.0.0.1');
  await pbx.clock.advance(100);
  expect(pbx.log.lines).toEqual([]);
  // and into a file that tools for networks read
  const path = join(pbx.directories.spool, 'sip.pcap');
  expect(await cli(pbx, `pjsip set logger pcap ${path}`)).toBe(`PJSIP logging to pcap file '${path}'\n`);
  await cli(pbx, 'pjsip set logger on');
  void phone.request('OPTIONS', 'sip:127.0.0.1');
  await pbx.clock.advance(100);
  await cli(pbx, 'pjsip set logger off');
  const file = readFileSync(path);
  expect(file.subarray(0, 24).toString('hex')).toBe('d4c3b2a1020004000000000000000000ffff000001000000');
  const [ip, udp, message] = [40 + 14, 40 + 14 + 20, 40 + 14 + 28];
  expect(file.readUInt32LE(24 + 8)).toBe(14 + file.readUInt16BE(ip + 2));
  expect(file.subarray(ip + 12, ip + 20).join('.')).toBe('127.0.0.1.127.0.0.1');
  expect([file.readUInt16BE(udp), file.readUInt16BE(udp + 2)]).toEqual([6001, 5060]);
  expect(file.toString('latin1', message, message + 24)).toBe('OPTIONS sip:127.0.0.1 SIP/2.0'.slice(0, 24));
  expect(file.toString('latin1')).toContain('SIP/2.0 200 OK');
  expect(await cli(pbx, 'pjsip set logger pcap /nosuch/x')).toBe("Failed to open file '/nosuch/x' for pcap writing\n");
  expect(await cli(pbx, 'pjsip set logger add nosuch.example')).toMatch(/^Usage: pjsip set logger add/);
  expect(await cli(pbx, 'sip set debug ip nosuch.example')).toMatch(/^Usage: sip set debug ip/);
});

test('guests are let in only where the file says so', async () => {
  const guest = async (pbx: TestPbx): Promise<string[]> => {
    const phone = await SipPhone.open(pbx.network, pbx.clock, { user: 'stranger', port: 6009 });
    const call = phone.call('wait');
    await pbx.clock.advance(1000);
    return call.log;
  };
  await using closed = await open();
  expect(await guest(closed)).toEqual(['401']);
  await using opened = await open({
    'sip.conf': SIP_CONF.replace('[general]', '[general]\nallowguest = yes\ncontext = in'),
  });
  expect(await guest(opened)).toEqual(['200']);
});
