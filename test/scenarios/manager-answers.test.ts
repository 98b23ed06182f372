import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx } from '../support/test-pbx.ts';

const ANSWERS = new URL('../conformance/ami/answers.txt', import.meta.url);

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

/** Where we knowingly answer otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // A device that nobody calls is idle; Asterisk has not asked for its state yet.
  'Action: ExtensionStateList': 'Status: 4\nStatusText: Unavailable -> Status: 0\nStatusText: Idle',
  // Media follows a phone behind a NAT here unless comedia says otherwise.
  // A line without a colon is no header to most clients.
  'Action: GetConfig | Filename: sip.conf | Category: nosuch': 'No categories found -> No categories found:',
  'Action: SIPpeers': 'AutoComedia: no -> AutoComedia: yes',
};

test('every action is answered as Asterisk answers it', async () => {
  await using pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: {
      'extensions.conf': DIALPLAN,
      'sip.conf': SIP,
      'cdr_manager.conf': '[general]\nenabled=yes\n',
      'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
    },
  });
  const client = new AmiClient(pbx.network);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: off');
  await pbx.clock.advance(10);
  client.take();
  const wrong: Array<{ action: string; theirs: string; ours: string }> = [];
  for (const block of readFileSync(ANSWERS, 'utf8').split('>>> ').slice(1)) {
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
});
