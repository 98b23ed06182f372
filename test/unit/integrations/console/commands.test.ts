import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { answerAfter } from '../../../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const EXTENSIONS = `[general]
[default]
exten => s,1,Answer()
 same => n,Wait(20)
 same => n(after),Wait(30)
exten => talk,1,Dial(SIP/bob,20)
exten => 100,hint,SIP/bob
`;

async function open(config: Record<string, string> = {}): Promise<TestPbx> {
  return openTestPbx({
    config: { 'extensions.conf': EXTENSIONS, ...config },
    phones: { bob: answerAfter(1000) },
    technologies: ['SIP'],
  });
}

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

// The expected texts are what Asterisk 16 prints in the same situation.
test('channels, in all four forms', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'core show channels')).toBe(
    `Channel              Location             State   Application(Data)             
0 active channels
0 active calls
0 calls processed
`,
  );
  pbx.call('alice', 's');
  await pbx.clock.advance(19_000);
  expect(await rx(pbx, 'core show channels')).toMatch(
    /^SIP\/alice-00000000 +s@default:2 +Up {6}Wait\(20\) {22}\n1 active channel\n1 active call\n1 call processed\n$/m,
  );
  expect(await rx(pbx, 'core show channels concise')).toMatch(
    /^SIP\/alice-00000000!default!s!2!Up!Wait!20!alice!!!3!19!!\d+\.0\n$/,
  );
  const verbose = await rx(pbx, 'core show channels verbose');
  expect(verbose.split('\n')[0]).toBe(
    'Channel              Context              Extension        Prio State   Application  Data                      CallerID        Duration Accountcode PeerAccount BridgeID            ',
  );
  expect(verbose).toMatch(/^SIP\/alice-00000000 {3}default {14}s {19}2 Up {6}Wait {9}20 {24}alice {11}00:00:19 +$/m);
  expect(await rx(pbx, 'core show channels count')).toBe('1 active channel\n1 active call\n1 call processed\n');
  expect(await rx(pbx, 'core show calls uptime seconds')).toBe('1 active call\n1 call processed\nSystem uptime: 19\n');
});

test('one channel, whole', async () => {
  await using pbx = await open();
  pbx.call('alice', 's', { caller: { name: 'Alice', number: '200' }, variables: { COLOUR: 'red' } });
  await pbx.clock.advance(5000);
  const text = await rx(pbx, 'core show channel SIP/alice-00000000');
  expect(text).toMatch(/^ -- General --\n {11}Name: SIP\/alice-00000000\n {11}Type: SIP\n/);
  for (const line of [
    '      Caller ID: 200',
    ' Caller ID Name: Alice',
    'Connected Line ID: (N/A)',
    '          State: Up (6)',
    '  NativeFormats: (slin)',
    ' Time to Hangup: 0',
    '   Elapsed Time: 0h0m5s',
    '      Bridge ID: (Not bridged)',
    '        Context: default',
    '    Application: Wait',
    'COLOUR=red',
    'level 1: dst=s',
    'level 1: lastapp=Wait',
    'level 1: disposition=1',
    '    Formats: (slin)',
  ])
    expect(text.split('\n')).toContain(line);
  expect(await rx(pbx, 'core show channel nobody')).toBe('nobody is not a known channel\n');
});

test('a call is placed, sent elsewhere and hung up', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'channel originate SIP/bob extension s@default')).toBe('');
  await pbx.clock.advance(3000);
  const name = 'SIP/bob-00000000';
  expect(await rx(pbx, `channel redirect ${name} foo`)).toBe(
    `Channel '${name}' failed to be redirected to foo\nCommand 'channel redirect ${name} foo' failed.\n`,
  );
  expect(await rx(pbx, `channel redirect ${name} after`)).toBe(`Channel '${name}' successfully redirected to after\n`);
  await pbx.clock.advance(100);
  expect(await rx(pbx, 'core show channels')).toContain('s@default:3');
  expect(await rx(pbx, `channel request hangup ${name}`)).toBe(`Requested Hangup on channel '${name}'\n`);
  await pbx.clock.advance(100);
  expect(await rx(pbx, 'core show channels count')).toContain('0 active channels');
  expect(await rx(pbx, 'channel redirect gone s')).toBe(
    "Channel 'gone' not found\nCommand 'channel redirect gone s' failed.\n",
  );
  expect(await rx(pbx, 'channel originate SIP/bob')).toMatch(/^Usage: channel originate/);
});

test('an application with arguments that hold blanks', async () => {
  await using pbx = await open();
  await rx(pbx, 'channel originate SIP/bob application Verbose "1,two words, one comma"');
  await pbx.clock.advance(3000);
  expect(pbx.log.lines).toContain('two words, one comma');
});

test('all channels are hung up at once', async () => {
  await using pbx = await open();
  pbx.call('alice', 's');
  pbx.call('carol', 's');
  await pbx.clock.advance(1000);
  expect(await rx(pbx, 'channel request hangup all')).toBe(
    "Requested Hangup on channel 'SIP/alice-00000000'\nRequested Hangup on channel 'SIP/carol-00000001'\n",
  );
  await pbx.clock.advance(100);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('hints and their states', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'core show hints')).toMatch(
    /^\n {4}-= Registered Asterisk Dial Plan Hints =-\n100@default {9}: SIP\/bob {15}State:Idle {12}Presence:not_set {9}Watchers {2}0\n-{16}\n- 1 hints registered\n$/,
  );
});

test('applications and functions, listed and described', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'core show applications like waite')).toMatch(
    /^ {4}-= Matching Asterisk Applications =-\n {13}WaitExten: .+\n {4}-= 1 Applications Matching =-\n$/,
  );
  expect(await rx(pbx, 'core show applications like nosuch')).toBe(
    '    -= Matching Asterisk Applications =-\n    -= 0 Applications Matching =-\n',
  );
  expect(await rx(pbx, 'core show applications like')).toMatch(/^Usage: /);
  const page = await rx(pbx, 'core show application wait');
  expect(page).toContain("\n  -= Info about application 'Wait' =- \n\n[Synopsis]\n");
  expect(page).toMatch(/\n\[Syntax\]\nWait\(\[time\]\)\n/);
  expect(await rx(pbx, 'core show application nosuch')).toBe(
    "Your application(s) is (are) not registered\nCommand 'core show application nosuch' failed.\n",
  );
  expect(await rx(pbx, 'core show functions like CDR')).toMatch(
    /^Matching Custom Functions:\n-{80}\nCDR {19}CDR\(field\[,options\]\) {17}\S.*\nCDR_PROP[\s\S]*\n2 matching custom functions installed\.\n$/,
  );
  expect(await rx(pbx, 'core show function nosuch')).toContain('No function by that name registered.\n');
});

test('modules are listed, unloaded, loaded and reloaded by name', async () => {
  await using pbx = await open();
  expect(await rx(pbx, 'module show like cdr_csv')).toBe(
    `Module                         Description                              Use Count  Status      Support Level
cdr_csv.so                     Comma Separated Values CDR Backend       0          Running              core
1 modules loaded
`,
  );
  expect(await rx(pbx, 'module unload app_verbose.so')).toBe('Unloaded app_verbose.so\n');
  expect(await rx(pbx, 'core show application Verbose')).toContain('not registered');
  expect(await rx(pbx, 'module load app_verbose')).toBe('Loaded app_verbose\n');
  expect(await rx(pbx, 'module load app_verbose')).toMatch(
    /^Unable to load module app_verbose.*\nCommand 'module load app_verbose' failed\.\n$/,
  );
  expect(await rx(pbx, 'module reload app_verbose')).toBe("The module 'app_verbose' does not support reloads\n");
  expect(await rx(pbx, 'module reload pbx_config')).toBe("Module 'pbx_config' reloaded successfully.\n");
  expect(await rx(pbx, 'module reload foo')).toBe("No such module 'foo'\n");
  expect(await rx(pbx, 'module unload core')).toContain('Unable to unload resource core');
});

test('levels are set, raised and told', async () => {
  await using pbx = await open();
  const session = { verbosity: 0, debug: 0, print: () => {} };
  const run = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line, session)).text;
  expect(await run('core set verbose 3')).toBe('Console verbose was OFF and is now 3.\n');
  expect(await run('core set verbose atleast 2')).toBe('Console verbose is still 3.\n');
  expect(await run('core set verbose 5 silent')).toBe('');
  expect(session.verbosity).toBe(5);
  expect(await run('core set verbose off')).toBe('Console verbose was 5 and is now OFF.\n');
  expect(await run('core set verbose loud')).toMatch(/^Usage: core set verbose/);
  expect(await run('core set debug 2')).toBe('Core debug was OFF and is now 2.\n');
});

test('aliases come from cli_aliases.conf', async () => {
  await using pbx = await open({
    'cli_aliases.conf': '[general]\ntemplate = mine\n[mine]\nup = core show calls uptime\nchans = core show channels\n',
  });
  expect(await rx(pbx, 'chans count')).toBe('0 active channels\n0 active calls\n0 calls processed\n');
  expect(await rx(pbx, 'cli show aliases')).toBe(
    `${'Alias Command'.padEnd(50)} ${'Real Command'.padEnd(50)}\n${'up'.padEnd(50)} ${'core show calls uptime'.padEnd(50)}\n${'chans'.padEnd(50)} ${'core show channels'.padEnd(50)}\n`,
  );
  pbx.write('cli_aliases.conf', '[general]\ntemplate = mine\n[mine]\nnew = core show channels\n');
  await rx(pbx, 'core reload');
  expect(await rx(pbx, 'new count')).toContain('0 active channels');
  expect(await rx(pbx, 'chans count')).toContain("No such command 'chans count'");
});

test('help lists, narrows and explains', async () => {
  await using pbx = await open();
  const all = await rx(pbx, 'help');
  expect(all).toMatch(/^core show uptime \[seconds\] {5}-- .+$/m);
  expect(await rx(pbx, 'core show help core stop')).toMatch(/^core stop gracefully {11}-- .*\ncore stop now .*\n/);
  expect(await rx(pbx, 'core show help core show uptime')).toMatch(/^Usage: core show uptime \[seconds\]\n {7}\S/);
  expect(await rx(pbx, 'core show help foo')).toBe("No such command 'foo'.\n");
});

test('settings tell where everything lies', async () => {
  await using pbx = await open();
  const text = await rx(pbx, 'core show settings');
  expect(text).toContain(`  Spool directory:             ${pbx.directories.spool}\n`);
  expect(text).toMatch(/^ {2}Maximum calls: {15}Not set$/m);
});

test('uptime in words', async () => {
  await using pbx = await open();
  await pbx.clock.advance(3_661_000);
  expect(await rx(pbx, 'core show uptime')).toMatch(/^System uptime: 1 hour, 1 minute, 1 second\n/);
});
