import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const PJSIP_CONF = `[udp]
type=transport
protocol=udp
bind=127.0.0.1:5070
[alice]
type=endpoint
context=default
allow=!all,ulaw,alaw
auth=alice-auth
outbound_auth=alice-auth
aors=alice
callerid="Alice A" <100>
[alice-auth]
type=auth
auth_type=userpass
username=alice
password=secret
[alice]
type=aor
max_contacts=2
contact=sip:alice@127.0.0.1:5999
[bob]
type=endpoint
context=default
allow=!all,g722
aors=bob
transport=udp
[bob]
type=aor
max_contacts=1
[bob-id]
type=identify
endpoint=bob
match=10.0.0.0/8
match=192.168.1.7
[trunk-reg]
type=registration
server_uri=sip:127.0.0.1:5998
client_uri=sip:trunk@127.0.0.1:5998
outbound_auth=alice-auth
`;
const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:5060
alwaysauthreject=yes
useragent=Test
domain=example.org,default
domain=example.net
[100]
type=friend
host=dynamic
secret=s
[200]
type=peer
host=127.0.0.1
port=5996
[u1]
type=user
secret=x
context=inside
accountcode=acc
`;
const EXTENSIONS = '[default]\nexten => w,1,Answer(0)\n same => n,Wait(60)\n';
const RULE = '='.repeat(90);

const open = (): Promise<TestPbx> =>
  openTestPbx({
    config: { 'pjsip.conf': PJSIP_CONF, 'sip.conf': SIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

// The expected texts are what Asterisk 16 prints with these files.
test('objects of pjsip.conf, a line each', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'pjsip list endpoints')).toBe(
    `
 Endpoint:  <Endpoint/CID.....................................>  <State.....>  <Channels.>
${RULE}

 Endpoint:  alice/100                                            Not in use    0 of inf
 Endpoint:  bob                                                  Unavailable   0 of inf

Objects found: 2

`,
  );
  expect(await rx(pbx, 'pjsip list aors like ^ali')).toBe(
    `
      Aor:  <Aor..............................................>  <MaxContact>
${RULE}

      Aor:  alice                                                2

Objects found: 1

`,
  );
  expect(await rx(pbx, 'pjsip list auths')).toContain('\n     Auth:  alice-auth/alice\n\nObjects found: 1\n');
  expect(await rx(pbx, 'pjsip list identifies')).toContain('\n Identify:  bob-id/bob\n\nObjects found: 1\n');
  expect(await rx(pbx, 'pjsip list contacts')).toContain(
    '\n  Contact:  alice/sip:alice@127.0.0.1:5999                 8b83b0b259 NonQual         nan\n',
  );
  expect(await rx(pbx, 'pjsip list transports')).toContain(
    '\nTransport:  udp                       udp      0      0  127.0.0.1:5070\n\n',
  );
  expect(await rx(pbx, 'pjsip list channels')).toBe('No objects found.\n\n');
  expect(await rx(pbx, 'pjsip list endpoints alice')).toMatch(/^Usage: pjsip list endpoints/);
});

test('one object of pjsip.conf with its options', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'pjsip show auth alice-auth')).toBe(
    `
  I/OAuth:  <AuthId/UserName.............................................................>
${RULE}

     Auth:  alice-auth/alice

 ParameterName  : ParameterValue
 ===============================
 auth_type      : userpass
 md5_cred       : 
 nonce_lifetime : 32
 password       : secret
 realm          : 
 username       : alice

`,
  );
  expect(await rx(pbx, 'pjsip show identify bob-id')).toBe(
    `
 Identify:  <Identify/Endpoint...........................................................>
      Match:  <criteria...........................>
${RULE}

 Identify:  bob-id/bob
      Match: 10.0.0.0/8
      Match: 192.168.1.7/32


 ParameterName : ParameterValue
 ===========================================
 endpoint      : bob
 match         : 10.0.0.0/255.0.0.0
 match         : 192.168.1.7/255.255.255.255
 match_header  : 
 srv_lookups   : true

`,
  );
  expect(await rx(pbx, 'pjsip show endpoints')).toContain(`
 Endpoint:  alice/100                                            Not in use    0 of inf
    OutAuth:  alice-auth/alice
     InAuth:  alice-auth/alice
        Aor:  alice                                              2
      Contact:  alice/sip:alice@127.0.0.1:5999             8b83b0b259 NonQual         nan

 Endpoint:  bob                                                  Unavailable   0 of inf
        Aor:  bob                                                1
  Transport:  udp                       udp      0      0  127.0.0.1:5070
   Identify:  bob-id/bob
        Match: 10.0.0.0/8
        Match: 192.168.1.7/32


Objects found: 2

`);
  expect(await rx(pbx, 'pjsip show registration trunk-reg')).toContain(' max_retries              : 10\n');
  expect(await rx(pbx, 'pjsip show registration nope')).toBe('Unable to find object nope.\n\n');
  expect(await rx(pbx, 'pjsip show transport udp')).toContain(' bind                       : 127.0.0.1:5070\n');
  expect(await rx(pbx, 'pjsip show settings')).toContain(' user_agent                                 : Test\n');
  expect(await rx(pbx, 'pjsip show qualify endpoint alice')).toBe(
    " * AOR 'alice' on endpoint 'alice'\n  Qualify frequency    : 0 sec\n  Qualify timeout      : 0 ms\n  Authenticate qualify : no\n\n",
  );
  expect(await rx(pbx, 'pjsip send register nope')).toBe(
    "Unable to retrieve registration nope\nCommand 'pjsip send register nope' failed.\n",
  );
});

test('users, domains and settings of sip.conf', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'sip show users')).toBe(
    `Username                   Secret           Accountcode      Def.Context      ACL  Forcerport
100                        s                                 default          No   No        
u1                         x                acc              inside           No   No        
`,
  );
  expect(await rx(pbx, 'sip show users like u')).not.toContain('100');
  expect(await rx(pbx, 'sip show user nope')).toBe('User nope not found.\n\n');
  expect(await rx(pbx, 'sip show user u1')).toContain('  * Name       : u1\n  Secret       : <Set>\n');
  expect(await rx(pbx, 'sip show domains')).toBe(
    `Our local SIP domains:                   Context              Set by          
example.org                              default              [Configured]    
example.net                              (default)            [Configured]    

`,
  );
  const settings = await rx(pbx, 'sip show settings');
  for (const line of [
    '  UDP Bindaddress:        127.0.0.1:5060',
    '  TCP SIP Bindaddress:    Disabled',
    '  SIP domain support:     Yes',
    '  Our auth realm          asterisk',
    '  Always auth rejects:    Yes',
    '  User Agent:             Test',
    '  Qualify Freq :          60000 ms',
  ])
    expect(settings.split('\n')).toContain(line);
  expect(await rx(pbx, 'sip show peers like 2')).toContain('\n1 sip peers [');
});

test('a call, its audio and its messages', async () => {
  await using pbx = await open();
  await rx(pbx, 'pjsip set history on');
  const phone = await SipPhone.open(pbx.network, pbx.clock, {
    user: 'alice',
    password: 'secret',
    port: 5999,
    pbx: { host: '127.0.0.1', port: 5070 },
  });
  await rx(pbx, 'channel originate PJSIP/alice extension w@default');
  await pbx.clock.advance(200);
  phone.calls[0]?.accept(phoneSdp());
  await pbx.clock.advance(3000);
  expect(await rx(pbx, 'pjsip show channels')).toContain(`
  Channel: PJSIP/alice-00000000/Wait                             Up            00:00:03   
      Exten: w                           CLCID: "" <>


Objects found: 1
`);
  const channel = await rx(pbx, 'core show channel PJSIP/alice-00000000');
  expect(channel).toContain('  NativeFormats: (ulaw)\n    WriteFormat: ulaw\n     ReadFormat: ulaw\n');
  expect(await rx(pbx, 'pjsip list channels')).toContain(
    '\n  Channel: PJSIP/alice-00000000/Wait                             Up            00:00:03   \n\nObjects found: 1\n',
  );
  expect(await rx(pbx, 'pjsip show channelstats')).toMatch(/^ {10}alice-0000000\d {5}00:00:03 ulaw +\d+ /m);
  const history = await rx(pbx, 'pjsip show history');
  expect(history).toMatch(/^0000\d \d{10} \* ==> 127\.0\.0\.1:5999 {10} +INVITE sip:alice@127\.0\.0\.1:5999/m);
  expect(await rx(pbx, 'pjsip show history where 180 Ringing')).not.toContain('REGISTER');
  expect(await rx(pbx, 'pjsip set history clear')).toBe('PJSIP History cleared\n');
  expect(await rx(pbx, 'pjsip show history')).toBe(
    `No.   Timestamp  (Dir) Address                  SIP Message                        
===== ========== ============================== ===================================
`,
  );
});

test('names and words are completed', async () => {
  await using pbx = await open();
  const { complete } = pbx.pbx.ports.use(commandsPort);
  expect(complete('pjsip show endpoint ')).toEqual(['alice', 'bob']);
  expect(complete('pjsip show identify b')).toEqual(['bob-id']);
  expect(complete('sip show user ')).toEqual(['100', 'u1']);
  expect(complete('pjsip list ')).toEqual([
    ...[
      'aors',
      'auths',
      'channels',
      'contacts',
      'endpoints',
      'identifies',
      'registrations',
      'subscriptions',
      'transports',
    ],
  ]);
  expect(complete('pjsip show qualify endpoint ')).toEqual(['alice', 'bob']);
  expect(complete('dialplan add include x into ')).toEqual(['default']);
  expect(complete('core show ch')).toEqual(['channel', 'channels', 'channeltype', 'channeltypes']);
});
