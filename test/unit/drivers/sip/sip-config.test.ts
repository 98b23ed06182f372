import { expect, test } from 'vitest';
import { readConfig } from '../../../../src/config/read-config.ts';
import { memorySource } from '../../../../src/config/source.ts';
import { parseDialResource } from '../../../../src/drivers/sip/call/dial-resource.ts';
import type { SipSource } from '../../../../src/drivers/sip/config/endpoint.ts';
import { readPjsipSource } from '../../../../src/drivers/sip/config/pjsip-source.ts';
import { parseRegisterLine } from '../../../../src/drivers/sip/config/register-line.ts';
import { readSipSource } from '../../../../src/drivers/sip/config/sip-source.ts';

const sip = (text: string): SipSource =>
  readSipSource(readConfig(memorySource({ 'sip.conf': text }), 'sip.conf')).source;
const pjsip = (text: string): SipSource =>
  readPjsipSource(readConfig(memorySource({ 'pjsip.conf': text }), 'pjsip.conf')).source;

test('register lines are read in all their forms', () => {
  expect(parseRegisterLine('1234:password@provider.example')).toMatchObject({
    user: '1234',
    domain: 'provider.example',
    secret: 'password',
    authUser: '1234',
    host: 'provider.example',
    port: undefined,
    extension: 's',
  });
  expect(parseRegisterLine('tcp://2345:pass:auth@10.0.0.1:5080/600~300')).toMatchObject({
    protocol: 'TCP',
    secret: 'pass',
    authUser: 'auth',
    port: 5080,
    extension: '600',
    expirySeconds: 300,
  });
  expect(parseRegisterLine('3456@my.domain:5082:secret@provider')).toMatchObject({
    user: '3456',
    domain: 'my.domain',
    secret: 'secret',
    host: 'provider',
  });
  expect(parseRegisterLine('peer?1:p@ss@host')).toMatchObject({ user: '1', host: 'host' });
  expect(parseRegisterLine('user@[2001:db8::1]:5060')).toMatchObject({ host: '2001:db8::1', port: 5060 });
  for (const wrong of ['', 'user', '@host', 'user@host:99999', 'tls://user@host'])
    expect(typeof parseRegisterLine(wrong)).toBe('string');
});

test('dial strings are taken apart', () => {
  expect(parseDialResource('SIP', 'alice')).toEqual({ endpoint: 'alice', number: '', uri: '' });
  expect(parseDialResource('SIP', 'gw/12345')).toEqual({ endpoint: 'gw', number: '12345', uri: '' });
  expect(parseDialResource('SIP', '12345@gw')).toEqual({ endpoint: 'gw', number: '12345', uri: '' });
  expect(parseDialResource('SIP', '12345:pw@gw!from')).toEqual({ endpoint: 'gw', number: '12345', uri: '' });
  expect(parseDialResource('PJSIP', '12345@gw')).toEqual({ endpoint: 'gw', number: '12345', uri: '' });
  expect(parseDialResource('PJSIP', 'gw/sip:12345@10.0.0.1:5080')).toEqual({
    endpoint: 'gw',
    number: '',
    uri: 'sip:12345@10.0.0.1:5080',
  });
  expect(parseDialResource('SIP', '')).toBeUndefined();
});

test('a phone of sip.conf takes the defaults of [general] and its templates', () => {
  const source = sip(`[general]
context = public
disallow = all
allow = ulaw,alaw
language = de
nat = force_rport,comedia
[base](!)
type = friend
host = dynamic
qualify = 1500
[ada](base)
secret = s
nat = no
disallow = ulaw
insecure = port,invite
mailbox = 100@default
mailbox = 101
call-limit = 2
dtmfmode = info
permit = 10.0.0.0/8
[gw]
type = peer
host = gw.example:5080
defaultuser = me
secret = s
fromuser = line1
transport = tcp
`);
  const [ada, gateway] = source.endpoints;
  expect(ada).toMatchObject({
    context: 'public',
    codecs: ['alaw'],
    language: 'de',
    symmetricSignalling: 'no',
    trustCalls: true,
    mailboxes: '100@default,101',
    callLimit: 2,
    digits: 'info',
    byUsername: true,
  });
  expect(source.aors[0]).toMatchObject({ fixed: false, qualify: { lateMs: 1500, everyMs: 60_000 } });
  expect(gateway).toMatchObject({
    byUsername: false,
    symmetricSignalling: 'yes',
    symmetricMedia: 'yes',
    fromUser: 'line1',
    protocol: 'TCP',
    credentials: { username: 'me' },
  });
  expect(source.aors[1]).toMatchObject({ fixed: true, contacts: [{ uri: 'sip:me@gw.example:5080;transport=tcp' }] });
});

test('a register line may name a peer, and callbackextension registers without one', () => {
  const source = sip(`[general]
register => me:pw@gw/100
[gw]
type = peer
host = gw.example
[cb]
type = peer
host = cb.example
defaultuser = me
secret = x
callbackextension = 200
`);
  expect(source.registrations).toMatchObject([
    { server: 'sip:gw.example', address: 'sip:me@gw.example', contactUser: '100' },
    { server: 'sip:cb.example', address: 'sip:me@cb.example', contactUser: '200', credentials: { username: 'me' } },
  ]);
});

test('listeners follow bindaddr in all its forms', () => {
  const binds = (text: string): string[] =>
    sip(`[general]\n${text}`).transports.map(({ protocol, host, port }) => `${protocol} ${host} ${port}`);
  expect(binds('')).toEqual(['UDP 0.0.0.0 5060']);
  expect(binds('bindaddr = 10.0.0.1\nbindport = 5061\ntcpenable = yes')).toEqual([
    'UDP 10.0.0.1 5061',
    'TCP 10.0.0.1 5061',
  ]);
  expect(binds('udpbindaddr = 127.0.0.1:6000\ntcpenable = yes\ntcpbindaddr = 127.0.0.2')).toEqual([
    'UDP 127.0.0.1 6000',
    'TCP 127.0.0.2 6000',
  ]);
  expect(binds('udpbindaddr = [::]:5062')).toEqual(['UDP :: 5062']);
});

test('an endpoint of pjsip.conf is put together from its sections', () => {
  const source = pjsip(`[udp]
type = transport
bind = 0.0.0.0
local_net = 10.0.0.0/8
external_signaling_address = 203.0.113.1
[trunk]
type = endpoint
context = from-trunk
allow = !all,alaw,ulaw
aors = trunk
outbound_auth = trunk-auth
from_user = 1234
dtmf_mode = rfc4733
rewrite_contact = yes
transport = udp
[trunk]
type = aor
contact = sip:gw.example:5080
qualify_frequency = 30
[trunk-auth]
type = auth
auth_type = userpass
username = 1234
password = pw
[trunk]
type = identify
endpoint = trunk
match = 192.0.2.0/24,gw.example
[trunk]
type = registration
server_uri = sip:gw.example
client_uri = sip:1234@gw.example
outbound_auth = trunk-auth
retry_interval = 30
[global]
type = global
user_agent = Mine
`);
  expect(source.endpoints[0]).toMatchObject({
    context: 'from-trunk',
    codecs: ['alaw', 'ulaw'],
    accounts: [],
    credentials: { username: '1234', secret: { password: 'pw' } },
    fromUser: '1234',
    symmetricSignalling: 'yes',
    byAddress: [{ host: '192.0.2.0/24' }, { host: 'gw.example', range: undefined }],
  });
  expect(source.aors[0]).toMatchObject({
    fixed: true,
    contacts: [{ uri: 'sip:gw.example:5080' }],
    qualify: { everyMs: 30_000 },
  });
  expect(source.registrations[0]).toMatchObject({
    server: 'sip:gw.example',
    retrySeconds: 30,
    forbiddenRetrySeconds: 0,
  });
  expect(source.transports[0]).toMatchObject({
    protocol: 'UDP',
    host: '0.0.0.0',
    port: 5060,
    externalHost: '203.0.113.1',
  });
  expect(source.settings.product).toBe('Mine');
});

test('an auth that is missing leaves the door shut', () => {
  const [endpoint] = pjsip('[a]\ntype = endpoint\nauth = gone\naors = a\nallow = ulaw\n').endpoints;
  expect(endpoint?.accounts).toHaveLength(1);
});
