import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databasePort } from '../../src/pbx/ports/database.ts';
import { promptsPort } from '../../src/pbx/ports/prompts.ts';
import { answerAfter, type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => x,1,Dial(Phone/\${WHOM},10,\${OPTS})
 same => n,NoOp(after \${DIALSTATUS})
exten => h,1,NoOp(h \${DIALSTATUS})
`;

/** A call with options from 5551 (or from somebody who shows no number), in which the called party presses `digits`. */
async function screened(
  OPTS: string,
  digits: string,
  { number = '5551', whom = 'bob', pbx }: { number?: string; whom?: string; pbx?: TestPbx } = {},
): Promise<{ pbx: TestPbx; alice: FakeCall; bob: FakeCall | undefined; [Symbol.asyncDispose](): Promise<void> }> {
  const used =
    pbx ??
    (await openTestPbx({
      config: { 'extensions.conf': DIALPLAN },
      phones: { bob: answerAfter(100), deaf: ringOnly },
    }));
  const alice = used.call('alice', 'x', { variables: { OPTS, WHOM: whom }, caller: number === '' ? {} : { number } });
  await used.clock.advance(7000);
  const bob = used.exchange.callsOf(whom).at(-1);
  if (bob && digits !== '') {
    void bob.press(digits);
    await used.clock.advance(4000);
  }
  return { pbx: used, alice, bob, [Symbol.asyncDispose]: () => used.close() };
}

const noted = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));
const entry = (pbx: TestPbx, key: string): string | undefined => pbx.pbx.ports.use(databasePort).get('privacy', key);
const introduction = (pbx: TestPbx, number: string): string =>
  `${pbx.pbx.ports.use(promptsPort).recordingPath(join('priv-callerintros', number))}.sln`;

describe('P asks, and remembers', () => {
  test.each([
    ['1', undefined, 'allow'],
    ['2', 'NOANSWER', 'deny'],
    ['3', 'TORTURE', 'torture'],
    ['4', 'DONTCALL', 'kill'],
    ['5', undefined, undefined],
  ])('key %s gives %s and %s', async (digit, status, remembered) => {
    await using it = await screened('P', digit);
    expect(entry(it.pbx, 'x:5551')).toBe(remembered);
    expect(existsSync(introduction(it.pbx, '5551'))).toBe(true);
    if (status === undefined) expect(it.bob?.endedWith).toBeUndefined();
    else expect(noted(it.pbx)[0]).toBe(`after ${status}`);
    if (status !== undefined) expect(it.bob?.endedWith).toBe(16);
  });

  test.each([
    ['deny', 'NOANSWER'],
    ['kill', 'DONTCALL'],
    ['torture', 'TORTURE'],
  ])('who is known as %s is not put through', async (known, status) => {
    await using pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN }, phones: { bob: answerAfter(100) } });
    pbx.pbx.ports.use(databasePort).put('privacy', 'fam:5551', known);
    await screened('P(fam)', '', { pbx });
    expect(pbx.exchange.callsOf('bob')).toHaveLength(0);
    expect(noted(pbx)[0]).toBe(`after ${status}`);
  });

  test('who is known as allowed is put through at once', async () => {
    await using pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN }, phones: { bob: answerAfter(100) } });
    pbx.pbx.ports.use(databasePort).put('privacy', 'x:5551', 'allow');
    const { alice, bob } = await screened('P', '', { pbx });
    expect(pbx.log.has('priv-recordintro')).toBe(false);
    void bob?.press('9');
    await pbx.clock.advance(500);
    expect(alice.digits).toBe('9');
  });
});

describe('p asks each time', () => {
  test.each([
    ['1', undefined],
    ['2', 'NOANSWER'],
    ['3', 'TORTURE'],
    ['4', 'DONTCALL'],
  ])('key %s gives %s', async (digit, status) => {
    await using it = await screened('p', digit);
    expect(entry(it.pbx, 'x:5551')).toBeUndefined();
    if (status === undefined) expect(it.bob?.endedWith).toBeUndefined();
    else expect(noted(it.pbx)[0]).toBe(`after ${status}`);
  });

  test('a wrong key may be pressed, and no key at all is a refusal', async () => {
    await using it = await screened('p', '81');
    expect(it.bob?.endedWith).toBeUndefined();
    await using other = await screened('p', '');
    await other.pbx.clock.advance(60_000);
    expect(noted(other.pbx)[0]).toBe('after NOANSWER');
  });

  test('with N who shows a number is not asked, who shows none is', async () => {
    await using it = await screened('pN', '');
    expect(it.pbx.log.has('priv-recordintro')).toBe(false);
    await using other = await screened('pN', '1', { number: '' });
    expect(other.pbx.log.has('priv-recordintro')).toBe(true);
    expect(other.bob?.endedWith).toBeUndefined();
  });

  test('the introduction is kept, but not with n, nor of who shows no number', async () => {
    await using kept = await screened('p', '1');
    expect(existsSync(introduction(kept.pbx, '5551'))).toBe(true);
    await using gone = await screened('pn', '1');
    expect(existsSync(introduction(gone.pbx, '5551'))).toBe(false);
  });

  test('with n(1) it goes too when nobody answers', async () => {
    await using kept = await screened('pn', '', { whom: 'deaf' });
    await kept.pbx.clock.advance(15_000);
    expect(existsSync(introduction(kept.pbx, '5551'))).toBe(true);
    await using gone = await screened('pn(1)', '', { whom: 'deaf' });
    await gone.pbx.clock.advance(15_000);
    expect(existsSync(introduction(gone.pbx, '5551'))).toBe(false);
  });

  test('a caller who hangs up while speaking leaves nothing behind', async () => {
    await using pbx = await openTestPbx({ config: { 'extensions.conf': DIALPLAN }, phones: { bob: answerAfter(100) } });
    const alice = pbx.call('alice', 'x', { variables: { OPTS: 'p', WHOM: 'bob' }, caller: { number: '5551' } });
    await pbx.clock.advance(1500);
    alice.hangUp();
    await pbx.clock.advance(1000);
    expect(existsSync(introduction(pbx, '5551'))).toBe(false);
    expect(pbx.exchange.callsOf('bob')).toHaveLength(0);
    expect(pbx.pbx.channels.size).toBe(0);
  });
});
