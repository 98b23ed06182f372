import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type AgiPressed, AgiScript, openFastAgiServer, openStdioScript } from '../../../../src/clients/agi/index.ts';
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
