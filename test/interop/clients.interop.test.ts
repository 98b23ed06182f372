import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, type Target } from '../../bench/target.ts';
import { until } from '../support/until.ts';

const AMI_PORT = 25_948;
const AGI_PORT = 25_983;
const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'clients');

const EXTENSIONS = `[default]
exten => long,1,Answer()
 same => n,Wait(60)
exten => busy,1,Busy(1)
exten => menu,1,AGI(agi://127.0.0.1:${AGI_PORT}/menu)
 same => n,Set(DB(out/choice)=[\${CHOICE}] \${AGISTATUS})
exten => guess,1,AGI(agi://127.0.0.1:${AGI_PORT}/guess,7)
 same => n,Set(DB(out/sum)=\${SUM} \${AGISTATUS})
exten => own,1,AGI(script.sh,one,two words)
 same => n,Set(DB(out/own)=\${WORDS} \${ASKED} \${AGISTATUS})
exten => prices,1,AGI(many.sh,100)
 same => n,Set(DB(out/price)=\${PRICE} \${SERVED} \${AGISTATUS})
 same => n,Wait(60)
[counted]
exten => s,1,Set(DB(out/counted)=\${ARG1})
 same => n,Return()
`;

/** A program of examples/clients under way, with all that it has said. */
class Program {
  readonly #child: ChildProcess;
  readonly lines: string[] = [];
  code: number | null = null;

  constructor(name: string, ...words: string[]) {
    this.#child = spawn(process.execPath, ['-C', 'asterism-source', join(EXAMPLES, name), ...words]);
    let rest = '';
    const read = (chunk: Buffer): void => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
    };
    this.#child.stdout?.on('data', read);
    this.#child.stderr?.on('data', read);
    this.#child.on('close', (code) => {
      this.code = code;
    });
  }

  async says(line: RegExp): Promise<string> {
    await until(() => this.lines.some((one) => line.test(one)), 20_000).catch(() => {
      throw new Error(`${line} is not among what it said:\n${this.lines.join('\n')}`);
    });
    return this.lines.find((one) => line.test(one)) ?? '';
  }

  async ended(): Promise<number> {
    await until(() => this.code !== null, 20_000);
    return this.code ?? -1;
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }
}

function suite(target: Target): void {
  let running: Running;
  const programs: Program[] = [];
  const account = ['127.0.0.1', String(AMI_PORT), 'boss', 's3cret'];
  const run = (name: string, ...words: string[]): Program => {
    const program = new Program(name, ...words);
    programs.push(program);
    return program;
  };
  const database = async (key: string): Promise<string> => {
    let found = '';
    await until(async () => {
      found = /Value: (.*)/.exec(await running.rxAside(`database get ${key}`))?.[1] ?? '';
      return found !== '';
    }, 10_000);
    return found;
  };

  beforeAll(async () => {
    running = await target.start({
      ...BASE_FILES,
      'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25961\n',
      'pjsip.conf': '',
      'extensions.conf': EXTENSIONS,
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
    });
  });
  afterEach(() => {
    for (const program of programs.splice(0)) program.close();
  });
  afterAll(async () => running?.stop());

  test('call.mjs places a call, is told that it is answered, and how it ends', async () => {
    const program = run('call.mjs', ...account, 'Local/long@default/n', 'Wait', '1');
    expect(await program.ended()).toBe(0);
    expect(program.lines).toEqual([
      expect.stringMatching(/^connected to Asterisk Call Manager\/\d/),
      expect.stringMatching(/^answered: Local\/long@default-\w+;1$/),
      expect.stringMatching(/^over: \d+ \S/),
    ]);
  });

  test('call.mjs tells a busy line, and an order that is refused', async () => {
    const busy = run('call.mjs', ...account, 'Local/busy@default/n', 'Wait', '1');
    expect(await busy.ended()).toBe(0);
    expect(busy.lines.at(-1)).toBe('failed: reason 5');
    const refused = run('call.mjs', ...account, 'nonsense', 'Wait', '1');
    expect(await refused.ended()).toBe(0);
    expect(refused.lines.at(-1)).toBe('refused: Invalid channel');
  });

  test('watch.mjs follows the calls', async () => {
    const program = run('watch.mjs', ...account);
    await program.says(/^up, for the \d+\. time$/);
    await running.rxAside('channel originate Local/long@default/n application Wait 30');
    const talking = await program.says(/^talking: .*;1 Up .*;2 Up long@default|^talking: .*;2 Up long@default.*;1 Up /);
    const channel = /Local\/long@default-\w+;1/.exec(talking)?.[0] ?? '';
    await running.rxAside(`channel request hangup ${channel}`);
    await program.says(/^Local\/long@default-\w+;1 is gone: \S/);
    await program.says(/^talking: nobody$/);
    program.interrupt();
    expect(await program.ended()).toBe(0);
  });

  test('menu.mjs serves scripts', async () => {
    const program = run('menu.mjs', String(AGI_PORT));
    await program.says(/^scripts are served on port \d+$/);
    await running.rxAside('channel originate Local/long@default/n extension menu@default');
    expect(await database('out choice')).toBe('[] SUCCESS');
    expect(await database('menu unknown')).toBe('nothing');
    await running.rxAside('channel originate Local/long@default/n extension guess@default');
    expect(await database('out sum')).toBe('8 SUCCESS');
    expect(await database('out counted')).toBe('7');
    program.interrupt();
    expect(await program.ended()).toBe(0);
  });

  if (target.name !== 'asterism') return;

  test('watch.mjs comes back after a restart', async () => {
    const program = run('watch.mjs', ...account);
    await program.says(/^up, for the \d+\. time$/);
    running.rx('core stop now');
    await program.says(/^down: \S/);
    await running.stop();
    running = await target.start({
      ...BASE_FILES,
      'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25961\n',
      'extensions.conf': EXTENSIONS,
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
    });
    await program.says(/connected again$/);
    await until(() => program.lines.filter((line) => line.startsWith('up, ')).length === 2, 10_000);
  });

  const install = (name: string, program: string): void => {
    const folder = join(running.spool, '..', '..', 'lib', 'agi-bin');
    mkdirSync(folder, { recursive: true });
    const start = `#!/bin/sh\nexec ${process.execPath} -C asterism-source ${join(EXAMPLES, program)} "$@"\n`;
    writeFileSync(join(folder, name), start);
    chmodSync(join(folder, name), 0o755);
  };

  test('many-calls.mjs serves one call after another; where it is not asked to, each has its own', async () => {
    install('many.sh', 'many-calls.mjs');
    const price = async (): Promise<RegExpExecArray> => {
      await running.rxAside('database del out price');
      await running.rxAside('channel originate Local/long@default/n extension prices@default');
      const told = /^120 (\d) by (\d+) SUCCESS$/.exec(await database('out price'));
      if (!told) throw new Error('no price');
      return told;
    };
    const [, first, pid] = await price();
    const [, anew, other] = await price();
    expect([first, anew]).toEqual(['1', '1']);
    expect(other).not.toBe(pid);
    writeFileSync(join(running.spool, '..', '..', 'etc', 'agi.conf'), '[many.sh]\nmany = yes\n');
    await running.rxAside('module reload res_agi');
    const served = [await price(), await price(), await price()];
    expect(served.map(([, count]) => count)).toEqual(['1', '2', '3']);
    expect(new Set(served.map(([, , by]) => by)).size).toBe(1);
  });

  test('script.mjs is started by the PBX', async () => {
    install('script.sh', 'script.mjs');
    await running.rxAside('channel originate Local/long@default/n extension own@default');
    expect(await database('out own')).toBe('one+two words lately SUCCESS');
  });
}

describe('the examples of client programs on Asterism', () => suite(asterismTarget()));
const asterisk = asteriskTarget();
describe.skipIf(!asterisk)('the same on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)', () => {
  if (asterisk) suite(asterisk);
});
