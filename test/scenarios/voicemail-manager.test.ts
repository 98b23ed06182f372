import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx } from '../support/test-pbx.ts';

const CONFIG = {
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=call\nwrite=all\n',
  'extensions.conf': '[default]\n',
  'voicemail.conf': `[general]
serveremail=vm@x.org
mailcmd=/bin/mail
maxsecs=60
[default]
100 => 1,Ann Bee,ann@x.org,p@x.org,delete=yes|tz=central|callback=out|dialout=out|exitcontext=out|language=de|saycid=yes|review=yes|envelope=no
[work]
200 => 1
`,
};
const ANN = `VMContext: default
VoiceMailbox: 100
Fullname: Ann Bee
Email: ann@x.org
Pager: p@x.org
ServerEmail: vm@x.org
FromString: 
MailCommand: /bin/mail
Language: de
TimeZone: central
Callback: out
Dialout: out
UniqueID: 
ExitContext: out
SayDurationMinimum: 2
SayEnvelope: No
SayCID: Yes
AttachMessage: Yes
AttachmentFormat: 
DeleteMessage: Yes
VolumeGain: 0.00
CanReview: Yes
CallOperator: No
MaxMessageCount: 100
MaxMessageLength: 60
NewMessageCount: 1
OldMessageCount: 0`;

test('manager clients list mailboxes, ask about one, and have them looked into', async () => {
  await using pbx = await openTestPbx({ noload: ['res_console'], technologies: ['Phone'], config: CONFIG });
  const client = new AmiClient(pbx.network);
  const say = async (action: string): Promise<string[]> => {
    client.send(action);
    await pbx.clock.advance(1);
    return client.take().map((message) => message.replace(/\r/g, ''));
  };
  await pbx.clock.advance(1);
  await say('Action: Login\nUsername: boss\nSecret: s\nEvents: on');
  const inbox = join(pbx.directories.spool, 'voicemail/default/100/INBOX');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, 'msg0000.txt'), '[message]\n');

  const refreshed = await say('Action: VoicemailRefresh\nContext: default\nMailbox: 100');
  expect(refreshed).toContain('Response: Success\nMessage: Refresh sent');
  expect(refreshed.find((event) => event.startsWith('Event: MessageWaiting'))).toContain('Mailbox: 100@default');
  expect(await say('Action: VoicemailRefresh\nContext: default\nMailbox: 100')).toEqual([
    'Response: Success\nMessage: Refresh sent',
  ]);

  const listed = await say('Action: VoicemailUsersList\nActionID: a');
  expect(listed[0]).toBe('Response: Success\nActionID: a\nEventList: start\nMessage: Voicemail user list will follow');
  expect(listed[1]).toBe(`Event: VoicemailUserEntry\nActionID: a\n${ANN}`);
  expect(listed[2]).toContain('VMContext: work\nVoiceMailbox: 200\nFullname: \n');
  expect(listed[3]).toBe('Event: VoicemailUserEntryComplete\nActionID: a\nEventList: Complete\nListItems: 2');

  expect(await say('Action: VoicemailUserStatus\nContext: default\nMailbox: 100')).toEqual([
    'Response: Success\nEventList: start\nMessage: Voicemail user detail will follow',
    `Event: VoicemailUserDetail\n${ANN}`,
    'Event: VoicemailUserDetailComplete\nEventList: Complete\nListItems: 1',
  ]);
  expect(await say('Action: VoicemailUserStatus\nContext: default\nMailbox: 9')).toEqual([
    'Response: Success\nMessage: There is no voicemail user of the given info.',
  ]);
  expect(await say('Action: VoicemailUserStatus\nContext: default')).toEqual([
    "Response: Error\nMessage: Need 'Context' and 'Mailbox' parameters.",
  ]);
});
