import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import type { ConsoleLine } from '../../../../src/pbx/ports/console-line.ts';
import { AmiClient } from '../../../support/ami-client.ts';
import { sine } from '../../../support/audio.ts';
import { answerAfter } from '../../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[default]
exten => w,1,Answer()
 same => n,Set(GROUP(cat)=grp)
 same => n,Set(GROUP()=other)
 same => n,Set(CHANNEL(hangup_handler_push)=hh,s,1(a))
 same => n,Wait(600)
exten => b,1,Answer()
 same => n,Dial(SIP/bob)
exten => 100,hint,SIP/100
include => other
[other]
exten => _X.,1,NoOp()
[hh]
exten => s,1,Return()
`;
const INDICATIONS = `[general]
country=us
[us]
description = United States / North America
ringcadence=2000,4000
dial=350+440
[de]
description = Germany
ringcadence = 1000,4000
dial=425
`;

const open = (): Promise<TestPbx> =>
  openTestPbx({
    config: { 'extensions.conf': EXTENSIONS, 'indications.conf': INDICATIONS },
    phones: { bob: answerAfter(500) },
  });

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

// The expected texts are what Asterisk 16 prints in the same situation.
test('the dialplan is changed from the console', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'dialplan add ignorepat 8 into default')).toBe(
    "Ignore pattern '8' added into 'default' context\n",
  );
  expect(await rx(pbx, 'dialplan add ignorepat 8 into default')).toBe(
    "Ignore pattern '8' already included in 'default' context\nCommand 'dialplan add ignorepat 8 into default' failed.\n",
  );
  expect(await rx(pbx, 'dialplan add ignorepat 8 into nope')).toMatch(
    /^Failed to add ignore pattern '8' into 'nope' context\n/,
  );
  expect(await rx(pbx, 'dialplan show default')).toContain("'8'");
  expect(await rx(pbx, 'dialplan remove ignorepat 8 from default')).toBe(
    "Ignore pattern '8' removed from 'default' context\n",
  );
  expect(await rx(pbx, 'dialplan remove ignorepat 8 from default')).toMatch(
    /^There is no existence of '8' ignore pattern in 'default' context\n/,
  );
  expect(await rx(pbx, 'dialplan add include hh into default')).toBe("Context 'hh' included in 'default' context\n");
  expect(await rx(pbx, 'dialplan add include hh into default')).toMatch(
    /^Context 'hh' already included in 'default' context\n/,
  );
  expect(await rx(pbx, 'dialplan add include hh into nope')).toBe(
    "Context 'nope' did not exist prior to add include - the context will be created.\nContext 'hh' included in 'nope' context\n",
  );
  expect(await rx(pbx, 'dialplan remove include hh from default')).toBe(
    "We are not including 'hh' into 'default' now\n",
  );
  expect(await rx(pbx, 'dialplan remove context other')).toBe("Removed context 'other'\n");
  expect(await rx(pbx, 'dialplan show other')).toContain("There is no existence of 'other' context");
});

test('hints of one extension', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'core show hint 100')).toMatch(
    /^100@default {9}: SIP\/100 {15}State:\w+ +Presence:not_set {8} Watchers {2}0\n1 hint matching extension 100\n$/,
  );
  expect(await rx(pbx, 'core show hint 999')).toBe('No hints matching extension 999\n');
});

test('groups, hangup handlers and local channels of a call', async () => {
  await using pbx = await open();
  await rx(pbx, 'channel originate Local/w@default application Wait 600');
  await pbx.clock.advance(1000);
  expect(await rx(pbx, 'group show channels')).toBe(
    `Channel                    Group                 Category            
Local/w@default-00000000;2  grp                   cat                 
Local/w@default-00000000;2  other                 (default)           
2 active channels
`,
  );
  expect(await rx(pbx, 'core show hanguphandlers all')).toBe(
    'Channel                        Handler\nLocal/w@default-00000000;2     hh,s,1(a)\n',
  );
  expect(await rx(pbx, 'core show hanguphandlers nope')).toBe(
    "Channel does not exist.\nCommand 'core show hanguphandlers nope' failed.\n",
  );
  expect(await rx(pbx, 'local show channels')).toBe('Local/w@default-00000000;1 -- w@default\n');
});

test('a bridge is shown, and its channels are sent out of it', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'bridge show all')).toBe(
    'Bridge-ID                            Chans Type            Technology      Duration\n',
  );
  const call = pbx.call('alice', 'b');
  await pbx.clock.advance(4100);
  const [, row = ''] = (await rx(pbx, 'bridge show all')).split('\n');
  const [id = '', members] = row.split(/ +/);
  expect(members).toBe('2');
  expect(row).toMatch(/ basic {11}simple_bridge {3}00:00:03$/);
  expect(await rx(pbx, `bridge show ${id}`)).toContain('Num-Channels: 2\n');
  expect(await rx(pbx, `bridge kick ${id} all`)).toBe(`Kicking all channels from bridge '${id}'\n`);
  await pbx.finish(call);
  expect(await rx(pbx, 'bridge show nope')).toBe("Bridge 'nope' not found\n");
  expect(await rx(pbx, 'bridge technology show')).toContain('simple_bridge        1to1Mix                    50 No\n');
});

test('tones of countries are listed, added and taken away', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'indication show')).toContain('\nde       Germany\n');
  expect(await rx(pbx, 'indication add de foo 400/100,0/100')).toBe('');
  expect(await rx(pbx, 'indication show de')).toBe(
    `Country Indication      PlayList
=====================================
de      <ringcadence>   1000,4000
de      dial            425
de      foo             400/100,0/100
`,
  );
  expect(await rx(pbx, 'indication remove de foo')).toBe('');
  expect(await rx(pbx, 'indication show de')).not.toContain('foo');
  expect(await rx(pbx, 'indication show nope')).toBe('No countries matched your criteria.\n');
  expect(await rx(pbx, 'indication remove nope')).toBe("Command 'indication remove nope' failed.\n");
});

const MANAGER = `[general]
enabled=yes
bindaddr=127.0.0.1
port=5038
[oracle]
secret=oracle
read=all
write=all
[joe]
secret=joe
read=call,user
write=originate
deny=0.0.0.0/0.0.0.0
permit=127.0.0.1/255.255.255.0
setvar=a=b
`;
const ACL = '[local]\ndeny=0.0.0.0/0\npermit=127.0.0.0/8\n';

test('the manager interface: its users, who is logged in, what it knows', async () => {
  await using pbx = await openTestPbx({
    config: { 'manager.conf': MANAGER, 'acl.conf': ACL },
    noload: ['chan_sip', 'chan_pjsip', 'res_pjsip', 'res_console'],
  });
  expect(await rx(pbx, 'manager show users')).toBe(
    '\nusername\n--------\noracle\njoe\n-------------------\n2 manager users configured.\n',
  );
  expect(await rx(pbx, 'manager show user joe')).toBe(`
          username: joe
            secret: <Set>
               ACL: yes
         read perm: call,user
        write perm: originate
   displayconnects: yes
allowmultiplelogin: yes
         Variables: 
                 a = b
ACL: (unnamed)
---------------------------------------------
  0:  deny - 0.0.0.0/0.0.0.0
  1: allow - 127.0.0.0/255.255.255.0
`);
  expect(await rx(pbx, 'manager show user nope')).toBe('There is no manager called nope\n');
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: oracle\nSecret: oracle');
  await pbx.clock.advance(2000);
  expect(await rx(pbx, 'manager show connected')).toMatch(
    /^ {2}Username {9}IP Address {47}Start {7}Elapsed {5}FileDes {3}HttpCnt {3}Read {3}Write\n {2}oracle {11}127\.0\.0\.\d+ +\d{10} {2}[12] {11}0 {9}0 {9}2147483647 {2}2147483647\n1 users connected\.\n$/,
  );
  const settings = await rx(pbx, 'manager show settings');
  expect(settings).toContain('\n  Manager (AMI):             Yes            \n');
  expect(settings).toContain('\n  TCP Bindaddress:           127.0.0.1:5038 \n');
  expect(await rx(pbx, 'manager show commands')).toMatch(/^ {2}Action +Synopsis\n {2}------ +--------\n/);
  expect(await rx(pbx, 'manager show command Ping')).toContain('Action: Ping\n');
  expect(await rx(pbx, 'manager show events')).toMatch(/^Events:\n {2}-{20} {2}-{20} {2}-{20} {2}\n/);
  expect(await rx(pbx, 'manager show event nope')).toBe("Could not find event 'nope'\n");
  pbx.write('manager.conf', MANAGER.replace('[joe]', '[jim]'));
  expect(await rx(pbx, 'manager reload')).toBe('');
  expect(await rx(pbx, 'manager show users')).toContain('\njim\n');
  expect(await rx(pbx, 'acl show local')).toBe(`
ACL: local
---------------------------------------------
  0:  deny - 0.0.0.0/0.0.0.0
  1: allow - 127.0.0.0/255.0.0.0
`);
  expect(await rx(pbx, 'acl show')).toBe('\nacl\n---\nlocal\n');
});

test('what the build can do', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'core show codecs audio')).toContain(
    '       5 audio ulaw         ulaw             (G.711 u-law)\n',
  );
  expect(await rx(pbx, 'core show codec 5')).toBe('          5 G.711 u-law (ulaw)\n');
  expect(await rx(pbx, 'core show codec ulaw')).toMatch(/^Usage: core show codec/);
  expect(await rx(pbx, 'core show file formats')).toMatch(
    /^Format {5}Name {7}Extensions {10}\n------ {5}---- {7}---------- {10}\n/,
  );
  expect(await rx(pbx, 'core show image formats')).toContain('\n0 image formats registered.\n');
  expect(await rx(pbx, 'core show channeltype local')).toMatch(
    /^-- Info about channel driver: Local --\n {2}Device State: yes\nPresence State: no\n {4}Indication: yes\n {5}Transfer : no\n/,
  );
  expect(await rx(pbx, 'core show channeltype nope')).toBe(
    "\nnope is not a registered channel driver.\nCommand 'core show channeltype nope' failed.\n",
  );
  expect(await rx(pbx, 'core show switches')).toContain('Loopback: Loopback Dialplan Switch\n');
  expect(await rx(pbx, 'core show sysinfo')).toMatch(/^\nSystem Statistics\n-{17}\n {2}System Uptime: {13}\d+ hours\n/);
  expect(await rx(pbx, 'module refresh app_dial')).toBe('Unloaded and loaded app_dial\n');
});

test('call records that are open', async () => {
  const startMs = new Date(2026, 0, 1, 12).getTime();
  await using pbx = await openTestPbx({ config: { 'extensions.conf': EXTENSIONS }, startMs });
  await rx(pbx, 'channel originate Local/w@default application Wait 600');
  await pbx.clock.advance(1500);
  expect(await rx(pbx, 'cdr show active')).toBe(`
Channels with Call Detail Record (CDR) Information
--------------------------------------------------
Channel                   Dst. Channel              LastApp         Start    Answer   End      Billsec  Duration
Local/w@default-00000000; <none>                    Wait            12:00:00 12:00:00 12:00:01 00000001 00000001
Local/w@default-00000000; <none>                    Wait            12:00:00 12:00:00 12:00:01 00000001 00000001
`);
  expect(await rx(pbx, 'cdr show active Local/w@default-00000000;1')).toBe(`
Call Detail Record (CDR) Information for Local/w@default-00000000;1
--------------------------------------------------
AccountCod CallerID             Dst. Channel              LastApp         Data            Start    Answer   End      Billsec  Duration
           "" <>                <none>                    Wait            600             12:00:00 12:00:00 12:00:01 00000001 00000001
`);
  expect(await rx(pbx, 'cdr show active nope')).toBe('Unknown channel: nope\n');
});

test('configuration files are listed, explained and read again', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'config list')).toMatch(
    /^pbx_config {11}\S+\/extensions\.conf +\nsounds {15}\S+\/indications\.conf +\n$/,
  );
  pbx.write('indications.conf', INDICATIONS.replace('dial=425', 'dial=420'));
  expect(await rx(pbx, 'config reload indications.conf')).toBe("Module 'sounds' reloaded successfully.\n");
  expect(await rx(pbx, 'indication show de')).toContain('dial            420\n');
  expect(await rx(pbx, 'config reload nope.conf')).toContain("No module reads a file 'nope.conf'\n");
  expect(await rx(pbx, 'config show help')).toContain('\tcdr\n');
  expect(await rx(pbx, 'config show help nope')).toBe('Module nope not found.\n');
  expect(await rx(pbx, 'config show help rtp general rtpstart')).toBe(
    '[general]\nrtpstart = a whole number from 1024 to 65535 (Default: 5000)\n\nThe lowest port.\n',
  );
});

test('recorded sounds with their languages, and the ports of audio', async () => {
  await using pbx = await open();
  pbx.prompt('door-bell', sine(440, 100));
  expect(await rx(pbx, 'core show sounds')).toMatch(/^Available audio files:\n(.*\n)*door-bell\n/);
  expect(await rx(pbx, 'core show sound door-bell')).toBe(
    'Indexed Information for door-bell:\n  Language en:\n    Format: slin\n',
  );
  expect(await rx(pbx, 'core show sound no-such-bell')).toBe(
    "ERROR: File no-such-bell not found in index\nCommand 'core show sound no-such-bell' failed.\n",
  );
  expect(await rx(pbx, 'rtp show settings')).toContain('\n  Port start:      5000\n  Port end:        31000\n');
});

test('a console is filtered and muted', async () => {
  await using pbx = await open();
  const session: ConsoleLine = { verbosity: 0, debug: 0, print() {} };
  const say = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line, session)).text;
  expect(await say('logger filter SIP/alice|C-0000001a')).toBe("Only lines with 'SIP/alice|C-0000001a' are shown.\n");
  expect(await say('logger filter')).toBe("Only lines with 'SIP/alice|C-0000001a' are shown.\n");
  expect(await say('logger filter *(')).toContain("'*(' is no regular expression: ");
  expect(await say('logger filter off')).toBe('All lines are shown.\n');
  expect(session.filter).toBeUndefined();
  expect([await say('logger mute'), await say('logger mute'), await say('logger mute silent')]).toEqual([
    'Console is muted.\n',
    'Console is not muted anymore.\n',
    '',
  ]);
  expect(await say('logger show levels')).toContain('    5 VERBOSE\n');
});
