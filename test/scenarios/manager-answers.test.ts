import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx } from '../support/test-pbx.ts';

const ANSWERS = new URL('../conformance/ami/answers.txt', import.meta.url);
const PJSIP_ANSWERS = new URL('../conformance/ami/pjsip-answers.txt', import.meta.url);

const DIALPLAN = `[general]
[globals]
GV=globalvalue
[default]
exten => s,1,Answer()
 same => n,Wait(1)
 same => n,Hangup()
exten => 100,1,NoOp(hello)
 same => n,Answer()
 same => n,Wait(20)
 same => n,Hangup()
exten => 101,1,Answer()
 same => n(here),Wait(20)
exten => 102,1,Dial(Local/101@default)
exten => 200,1,Answer()
 same => n,Playback(tt-weasels)
exten => 300,hint,Local/101@default
exten => 300,1,Dial(Local/101@default)
exten => 301,hint,Custom:lamp,CustomPresence:me
[other]
include => default
exten => _X.,1,NoOp(any)
 same => n(lab),Goto(default,100,1)
`;
const SIP = `[general]
udpbindaddr=127.0.0.1:5060
context=default
alwaysauthreject=yes
[alice]
type=friend
secret=a
host=dynamic
context=default
[bob]
type=friend
secret=b
host=127.0.0.1
port=53999
context=default
mailbox=100@default
callerid="Bob" <200>
`;

const PJSIP = `[udp]
type=transport
protocol=udp
bind=127.0.0.1:5061
[carol]
type=endpoint
context=default
disallow=all
allow=ulaw,alaw
auth=carol
aors=carol
callerid="Carol" <300>
mailboxes=100@default
[carol]
type=auth
auth_type=userpass
username=carol
password=secret
[carol]
type=aor
max_contacts=2
[trunk]
type=endpoint
context=default
disallow=all
allow=ulaw
aors=trunk
outbound_auth=trunk
[trunk]
type=auth
auth_type=userpass
username=me
password=pw
realm=example
[trunk]
type=aor
contact=sip:127.0.0.1:53998
qualify_frequency=0
[trunk]
type=identify
endpoint=trunk
match=127.0.0.9
[trunk]
type=registration
outbound_auth=trunk
server_uri=sip:127.0.0.1:53998
client_uri=sip:me@127.0.0.1:53998
retry_interval=60
`;

/** Where we knowingly answer otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // A device that nobody calls is idle; Asterisk has not asked for its state yet.
  'Action: ExtensionStateList': 'Status: 4\nStatusText: Unavailable -> Status: 0\nStatusText: Idle',
  // A line without a colon is no header to most clients.
  'Action: GetConfig | Filename: sip.conf | Category: nosuch': 'No categories found -> No categories found:',
  // The first attempt is under way still; there it had found nobody.
  'Action: PJSIPShowRegistrationsOutbound': 'Status: Rejected -> Status: Unregistered',
  // Media follows a phone behind a NAT here unless comedia says otherwise.
  'Action: SIPpeers': 'AutoComedia: no -> AutoComedia: yes',
};

async function compare(answers: URL, config: Readonly<Record<string, string>>): Promise<void> {
  await using pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: {
      'extensions.conf': DIALPLAN,
      'cdr_manager.conf': '[general]\nenabled=yes\n',
      'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
      ...config,
    },
  });
  const client = new AmiClient(pbx.network);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: off');
  await pbx.clock.advance(10);
  client.take();
  const wrong: Array<{ action: string; theirs: string; ours: string }> = [];
  for (const block of readFileSync(answers, 'utf8').split('>>> ').slice(1)) {
    const [action = '', ...rest] = block.trim().split('\n');
    const [from = '', to = ''] = OTHERWISE[action]?.split(' -> ') ?? [];
    const theirs = rest.join('\n').replaceAll(from || '\0', to);
    client.send(`${action.replaceAll(' | ', '\n')}\nActionID: 7`);
    await pbx.clock.advance(100);
    const ours = client.take().join('\n\n');
    const lines = (text: string): string => text.replace(/[ \t]+$/gm, '').replace(/\n{2,}/g, '\n\n');
    if (lines(ours) !== lines(theirs)) wrong.push({ action, theirs, ours });
  }
  expect(wrong).toEqual([]);
}

test('every action is answered as Asterisk answers it', () => compare(ANSWERS, { 'sip.conf': SIP }));

test('every action about pjsip.conf is answered as Asterisk answers it', () =>
  compare(PJSIP_ANSWERS, { 'pjsip.conf': PJSIP }));
