import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { answerAfter } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbxOptions } from '../support/test-pbx.ts';

const CONFIG = {
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=all\nwrite=all\n',
  'extensions.conf': '[default]\nexten => 1,1,Wait(60)\n',
};

/** A PBX with a private file, a call that stands, and a client that has every right. */
async function open(system: TestPbxOptions['system'] = {}) {
  const pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    phones: { a: answerAfter(0) },
    config: CONFIG,
    system,
  });
  const file = join(pbx.folder, 'private');
  writeFileSync(file, 'secret');
  const client = new AmiClient(pbx.network);
  const ask = async (action: string): Promise<string> => {
    await pbx.clock.advance(1);
    client.take();
    client.send(action);
    await pbx.clock.advance(1);
    return client.take().join('\n\n');
  };
  await ask('Action: Login\nUsername: boss\nSecret: s\nEvents: off');
  const caller = pbx.call('b', '1');
  return { pbx, ask, file, channel: caller.channel.name };
}

test('functions that can do harm are not read for a program, wherever a text hides them', async () => {
  const { pbx, ask, file, channel } = await open();
  await using _ = pbx;
  for (const hidden of [`FILE(${file})`, `IMPORT(${channel},FILE(${file}))`, `EVAL(\${FILE(${file})})`]) {
    expect(await ask(`Action: Getvar\nVariable: ${hidden}`)).toBe(`Response: Success\nVariable: ${hidden}\nValue: `);
    expect(pbx.log.of('error').pop()).toBe('Dangerous function FILE read blocked');
  }
  expect(await ask(`Action: Status\nChannel: ${channel}\nVariables: FILE(${file})`)).toContain(
    `Variable: FILE(${file})=\n`,
  );
});

test('nor written, by Setvar and by the variables of a call', async () => {
  const { pbx, ask, file } = await open();
  await using _ = pbx;
  expect(await ask(`Action: Setvar\nVariable: FILE(${file})\nValue: forged`)).toBe(
    'Response: Error\nMessage: Variable not set',
  );
  expect(
    await ask(`Action: Originate\nChannel: Phone/a\nApplication: NoOp\nVariable: A=1\nVariable: FILE(${file})=forged`),
  ).toBe('Response: Success\nMessage: Originate successfully queued');
  expect(readFileSync(file, 'utf8')).toBe('secret');
});

test('with live_dangerously they are', async () => {
  const { pbx, ask, file } = await open({ liveDangerously: true });
  await using _ = pbx;
  expect(await ask(`Action: Getvar\nVariable: FILE(${file})`)).toContain('\nValue: secret');
  await ask(`Action: Setvar\nVariable: FILE(${file}.new)\nValue: written`);
  expect(existsSync(`${file}.new`)).toBe(true);
});
