import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import {
  type AgiPressed,
  AgiScript,
  openFastAgiServer,
  openStdioScript,
  serveStdioScripts,
} from '../../../../src/clients/agi/index.ts';
import { originatorPort } from '../../../../src/pbx/ports/originator.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('a script on a server controls a call, and the dialplan goes on after it', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf':
        '[default]\nexten => 1,1,AGI(agi://127.0.0.1/menu?a=1,one,"two words")\n same => n,NoOp(${GOT} ${AGISTATUS})\nexten => 2,1,AGI(agi://127.0.0.1/other)\nexten => wait,1,Answer()\n same => n,Wait(100)\nexten => there,1,NoOp(there)\n',
    },
  });
  const warnings: string[] = [];
  const seen: Record<string, unknown> = {};
  const server = await openFastAgiServer(
    { network: pbx.network, log: { warning: (line) => void warnings.push(line) } },
    { host: '127.0.0.1', port: 4573 },
    {
      async menu(script) {
        const { environment, args } = script.dialogue;
        Object.assign(seen, { args, exten: environment.get('extension') });
        seen['answered'] = await script.answer();
        seen['set'] = await script.setVariable('GOT', 'a "b"\\ \n c');
        seen['got'] = await script.getVariable('GOT');
        seen['none'] = await script.getVariable('NOPE');
        seen['text'] = await script.evaluate('<${GOT}>');
        seen['put'] = await script.databasePut('f', 'k', 'v (1)');
        seen['db'] = await script.databaseGet('f', 'k');
        seen['digit'] = await script.waitForDigit(100);
        seen['usage'] = (await script.dialogue.send('GET VARIABLE')).code;
        seen['after'] = (await script.dialogue.send('NOOP')).code;
        seen['missing'] = await script.exec('Nope');
        await script.goOnAt({ context: 'default', exten: 'there', priority: 1 });
      },
    },
  );
  if (!server.ok) throw new Error(server.fault.message);
  const place = (exten: string) =>
    pbx.pbx.ports.use(originatorPort).originate({
      dialString: 'Local/wait@default',
      to: { kind: 'extension', target: { context: 'default', exten, priority: 1 } },
      timeoutMs: 1000,
    });
  void place('1');
  await pbx.clock.advance(3000);
  expect(seen).toEqual({
    args: ['one', 'two words'],
    exten: '1',
    answered: true,
    set: true,
    got: 'a "b"\\   c',
    none: undefined,
    text: '<a "b"\\   c>',
    put: true,
    db: 'v (1)',
    digit: { kind: 'none' },
    usage: 520,
    after: 200,
    missing: undefined,
  });
  expect(pbx.log.steps).toContain('there@default:1 NoOp(there)');
  void place('2');
  await pbx.clock.advance(1000);
  expect(warnings).toEqual(["no script 'other' is known here"]);
  server.value.close();
});

test('a script that the PBX has started talks over its standard streams, and learns of the hangup', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let hangUp = (): void => {};
  input.write('agi_request: x.js\nagi_callerid: 123\n\n');
  const script = await openStdioScript({ input, output, onHangup: (listener) => void (hangUp = listener) });
  if (!script) throw new Error('no script');
  expect(script).toBeInstanceOf(AgiScript);
  expect(script.dialogue.environment.get('callerid')).toBe('123');
  const pressed: Promise<AgiPressed> = script.streamFile('beep', '#');
  input.write('200 result=35 endpos=800\n');
  expect(await pressed).toEqual({ kind: 'digit', digit: '#' });
  expect(String(output.read())).toBe('STREAM FILE beep "#"\n'.replace('"#"', '#'));
  hangUp();
  expect(script.dialogue.hangupSignal.aborted).toBe(true);
  const late = script.getVariable('X');
  input.end();
  expect(await late).toBeUndefined();
  expect(await script.waitForDigit()).toEqual({ kind: 'gone' });
});

test('every command has its words, and its answer a meaning', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write('agi_request: x.js\nagi_arg_1: a b\n\n');
  const script = await openStdioScript({ input, output });
  if (!script) throw new Error('no script');
  expect([script.environment.get('request'), script.args]).toEqual(['x.js', ['a b']]);
  const says = async <T>(answer: string, asked: Promise<T>): Promise<readonly [string, T]> => {
    input.write(`${answer}\n`);
    const got = await asked;
    return [String(output.read()).trim(), got];
  };
  expect(await says('200 result=6', script.channelStatus())).toEqual(['CHANNEL STATUS', 'up']);
  expect(await says('200 result=-1', script.channelStatus('SIP/x'))).toEqual(['CHANNEL STATUS SIP/x', undefined]);
  expect(await says('200 result=0', script.setAutoHangup(5))).toEqual(['SET AUTOHANGUP 5', true]);
  expect(await says('200 result=1', script.setCallerId('"B" <1>'))).toEqual([
    String.raw`SET CALLERID "\"B\" <1>"`,
    true,
  ]);
  expect(await says('200 result=0', script.setMusic(true, 'jazz'))).toEqual(['SET MUSIC on jazz', true]);
  expect(await says('200 result=0', script.setMusic(false))).toEqual(['SET MUSIC off', true]);
  expect(await says('200 result=0 endpos=-1', script.controlStreamFile('x', '1', { pause: '5' }))).toEqual([
    'CONTROL STREAM FILE x 1 3000 # * 5',
    { kind: 'none' },
  ]);
  expect(await says('200 result=49 endpos=8', script.getOption('x', '1', 50))).toEqual([
    'GET OPTION x 1 50',
    { kind: 'digit', digit: '1' },
  ]);
  const record = script.recordFile('x', 'wav', { timeoutMs: 900, beep: true, silenceSeconds: 2 });
  expect(await says('200 result=35 (dtmf) endpos=800', record)).toEqual([
    'RECORD FILE x wav # 900 BEEP s=2',
    { end: 'digit', digit: '#', samples: 800 },
  ]);
  const ends = ['0 (timeout) endpos=4', '-1 (hangup) endpos=3', '-1 (writefile)'];
  const told: string[] = [];
  for (const end of ends) told.push((await says(`200 result=${end}`, script.recordFile('x', 'wav')))[1].end);
  expect(told).toEqual(['timeout', 'gone', 'failed']);
  const moment = new Date(1000);
  expect(await says('200 result=0', script.sayMoment('date', moment))).toEqual(['SAY DATE 1 ""', { kind: 'none' }]);
  expect((await says('200 result=0', script.sayMoment({ format: 'IMp', zone: 'UTC' }, moment)))[0]).toBe(
    'SAY DATETIME 1 "" IMp UTC',
  );
  expect(await says('200 result=1 (hi)', script.receiveText(5))).toEqual(['RECEIVE TEXT 5', 'hi']);
  const place = { context: 'c', exten: 's', priority: 'go' };
  input.write('100 result=0 Trying...\n');
  expect(await says('200 result=0 Gosub complete', script.gosub(place, 'a', 'b c'))).toEqual([
    'GOSUB c s go "a,b c"',
    true,
  ]);
  expect(await says('200 result=1', script.databaseDelete('f', 'k'))).toEqual(['DATABASE DEL f k', true]);
  expect(
    await says('511 Command Not Permitted on a dead channel or intercept routine', script.streamFile('x')),
  ).toEqual(['STREAM FILE x ""', { kind: 'gone' }]);
  expect((await says('200 result=0', script.send('SPEECH CREATE', 'x')))[1]).toMatchObject({ code: 200, result: '0' });
});

test('a script for many calls serves one after another, and survives what goes wrong in one', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let said = '';
  output.on('data', (chunk) => {
    said += String(chunk);
  });
  const seen: string[] = [];
  const warnings: string[] = [];
  const served = serveStdioScripts(
    async (script) => {
      seen.push(`${script.environment.get('extension')} ${script.args}`);
      if (script.args[0] === 'bad') throw new Error('broken');
      await script.setVariable('A', 'b');
      seen.push(script.hangupSignal.aborted ? 'hung up' : 'still there');
    },
    { input, output },
    { warning: (line) => void warnings.push(line) },
  );
  const next = async (text: string): Promise<string> => {
    input.write(text);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    const answer = said;
    said = '';
    return answer;
  };
  expect(await next('agi_extension: 1\nagi_arg_1: a\n\n')).toBe('SET VARIABLE A b\n');
  expect(await next('HANGUP\n200 result=1\n')).toBe('NEXT CALL\n');
  expect(await next('HANGUP\nagi_extension: 2\nagi_arg_1: bad\n\n')).toBe('NEXT CALL\n');
  expect(await next('agi_extension: 3\n\n')).toBe('SET VARIABLE A b\n');
  expect(await next('200 result=1\n')).toBe('NEXT CALL\n');
  // as Asterisk answers
  await next('510 Invalid or unknown command\n');
  await served;
  expect(seen).toEqual(['1 a', 'hung up', '2 bad', '3 ', 'still there']);
  expect(warnings).toEqual(['script failed: broken']);
});
