import { expect, test } from 'vitest';
import { sine } from '../support/audio.ts';
import { openTestPbx } from '../support/test-pbx.ts';

// The prompts that follow keys are as a real Asterisk 16 played them.

const VOICEMAIL = `[general]
format=wav
[default]
3000 => 1,Ann Baker
3001 => 1,Bob Baker
3002 => 1,De la Leo
3003 => 1,Hal Hidden,,,hidefromdir=yes
3004 => 1,Emil Alias,,,alias=Xiu
3005 => 1,Baki Zoe
[work]
4000 => 1,Worker Baker
`;
const DIALPLAN = `[default]
exten => _dir.,1,Directory(\${WHERE},default,\${EXTEN:3})
 same => n,NoOp(\${DIRECTORY_RESULT})
exten => nowhere,1,Directory(default,out,e)
exten => h,1,NoOp(h \${DIRECTORY_RESULT})
exten => _300X,1,NoOp(reached)
exten => o,1,NoOp(operator)
exten => a,1,NoOp(assistant)
[out]
exten => s,1,NoOp()
`;
const PROMPTS = [
  ...'dir-welcome dir-pls-enter dir-last dir-first dir-firstlast dir-usingkeypad dir-nomatch dir-nomore dir-instr dir-multi1 dir-multi2 dir-multi9'.split(
    ' ',
  ),
  ...[...'0123456789'].map((digit) => `digits/${digit}`),
  ...[...'abcdefghijklmnopqrstuvwxyz', 'space'].map((letter) => `letters/${letter}`),
  'vm-extension',
];
const ANN = 'a n n space b a k e r';
const BOB = 'b o b space b a k e r';

/** Calls an extension and presses keys (`,` waits a second). @returns what was played after the letters were asked for, and the last steps. */
async function look(exten: string, keys: string, where = ''): Promise<{ heard: string; steps: string[] }> {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': VOICEMAIL } });
  for (const name of PROMPTS) pbx.prompt(name, sine(400, 60));
  const call = pbx.call('alice', exten, { variables: { WHERE: where } });
  await pbx.clock.advance(1000);
  for (const key of keys) {
    if (key !== ',') void call.press(key);
    await pbx.clock.advance(key === ',' ? 1000 : 300);
  }
  call.hangUp();
  await pbx.finish(call);
  const heard = pbx.log.lines
    .flatMap((line) => /Playing '(.*?)(?:\.\w+)?' \(/.exec(line)?.[1] ?? [])
    .map((name) => name.replace(/^letters\//, '').replace(/^dir-/, ''));
  return { heard: heard.slice(heard.indexOf('usingkeypad') + 1).join(' '), steps: pbx.log.steps.slice(1) };
}

test.each([
  ['dirx', 'welcome pls-enter digits/3 last usingkeypad'],
  ['dirf', 'welcome pls-enter digits/3 first usingkeypad'],
  ['dirlf', 'welcome pls-enter digits/3 firstlast usingkeypad'],
  ['dirb(12)', 'welcome pls-enter digits/9 firstlast usingkeypad'],
])('%s asks for letters, and lets go who presses none', async (exten, asked) => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN, 'voicemail.conf': VOICEMAIL } });
  for (const name of PROMPTS) pbx.prompt(name, sine(400, 60));
  await pbx.finish(pbx.call('alice', exten));
  const heard = pbx.log.lines.flatMap((line) => /Playing '(?:dir-)?(.*?)\.\w+' \(/.exec(line)?.[1] ?? []);
  expect(heard.join(' ')).toBe(asked);
  expect(pbx.log.steps.slice(1, 2)).toEqual([`${exten}@default:2 NoOp(TIMEOUT)`]);
});

test('each name is said three times, then the next, and at the end it begins anew', async () => {
  const each = (name: string): string => `${name} instr ${name} instr ${name} instr`;
  const { heard } = await look('dirx', '225,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,');
  expect(heard).toMatch(new RegExp(`^${each(ANN)} ${each(BOB)} nomore welcome pls-enter`));
});

test('1 chooses, * says the next, # leaves, 0 leads to the operator', async () => {
  expect((await look('dirx', '225*,,1')).steps).toEqual([
    '3001@default:1 NoOp(reached)',
    'h@default:1 NoOp(h SELECTED)',
  ]);
  expect((await look('dirx', '225*,,*,')).heard).toBe(
    `a n n space ${BOB} instr nomore welcome pls-enter digits/3 last usingkeypad`,
  );
  expect((await look('dirx', '225#')).steps[0]).toBe('dirx@default:2 NoOp(USEREXIT)');
  expect((await look('dirx', '2250')).steps).toEqual(['o@default:1 NoOp(operator)', 'h@default:1 NoOp(h OPERATOR)']);
  expect((await look('dirx', '*')).steps[0]).toBe('a@default:1 NoOp(assistant)');
  expect((await look('dirx', '225,')).steps).toEqual(['h@default:1 NoOp(h HANGUP)']);
});

test('the last name is what follows the first space; fewer letters end with #; what nobody is called is asked again', async () => {
  expect((await look('dirx', '525,,')).heard).toBe('d e space l a space l e o instr');
  expect((await look('dirx', '5#,,')).heard).toBe('d e space l a space l e o instr');
  expect((await look('dirx', '536,,')).heard).toMatch(/^nomatch welcome pls-enter/);
  expect((await look('dirx', '2*,,,,')).heard).toMatch(/^nomatch welcome/);
});

test('by first name, by both, and by alias; who hides is not found', async () => {
  expect((await look('dirf', '266,,')).heard).toBe(`${ANN} instr`);
  expect((await look('dirb', '225*,,*,,,')).heard).toMatch(
    new RegExp(`^a n n space ${BOB} instr b a k i space z o e instr`),
  );
  expect((await look('dirfa', '948,,')).heard).toBe('x i u instr');
  expect((await look('dirf', '948,,')).heard).toMatch(/^nomatch/);
  expect((await look('dirf', '425,,')).heard).toMatch(/^nomatch/);
  expect((await look('dirx', '225,', 'work')).heard).toMatch(/^w o r k e r space/);
});

test('a menu of names, the extension after the name, and an extension that does not exist', async () => {
  expect((await look('dirm', '225,,')).heard).toBe(`multi1 digits/1 multi2 ${ANN} multi1 digits/2 multi2 ${BOB}`);
  expect((await look('dirm', '225,2')).steps[0]).toBe('3001@default:1 NoOp(reached)');
  expect((await look('dirm', '2258')).heard).toMatch(/nomore welcome/);
  expect((await look('direp(5000)', '225')).heard).toBe('');
  expect((await look('dire', '225,,')).heard).toBe(`${ANN} vm-extension digits/3 digits/0 digits/0 digits/0 instr`);
  expect((await look('nowhere', '225,1')).steps).toEqual(['h@default:1 NoOp(h FAILED)']);
});
