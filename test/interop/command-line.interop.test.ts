import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, '..', '..', 'bin', 'asterism');

let folder: string;
let etc: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-cli-'));
  etc = join(folder, 'etc');
  mkdirSync(etc);
  writeFileSync(
    join(etc, 'asterisk.conf'),
    [
      '[directories]',
      `astetcdir => ${etc}`,
      `astvarlibdir => ${folder}/lib`,
      `astdbdir => ${folder}/db`,
      `astdatadir => ${folder}/data`,
      `astagidir => ${folder}/agi`,
      `astspooldir => ${folder}/spool`,
      `astrundir => ${folder}/run`,
      `astlogdir => ${folder}/log`,
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(etc, 'extensions.conf'),
    '[default]\nexten => s,1,Answer()\n same => n,Wait(60)\nexten => short,1,Answer()\n same => n,Wait(1)\n',
  );
  writeFileSync(join(etc, 'modules.conf'), '[modules]\nautoload=yes\nnoload => chan_sip.so\nnoload => res_pjsip.so\n');
});

afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** Starts it in the foreground and waits until it says that it is ready. */
async function start(args: readonly string[] = ['run', '--config', etc]): Promise<Started> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  const ready = Promise.withResolvers<void>();
  const take = (chunk: Buffer): void => {
    text += chunk.toString();
    if (text.includes('Asterisk Ready.')) ready.resolve();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await Promise.race([
    ready.promise,
    ended.then((code) => {
      throw new Error(`ended with ${code}: ${text}`);
    }),
  ]);
  return { child, output: () => text, ended };
}

function rx(command: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(program, ['-C', join(etc, 'asterisk.conf'), '-rx', command], { encoding: 'utf8', timeout: 20_000 });
}

/** Asks again until the answer matches. */
async function until(command: string, wanted: RegExp): Promise<string> {
  let last = '';
  for (let tries = 0; tries < 100; tries++) {
    last = rx(command).stdout;
    if (wanted.test(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`'${command}' never said ${wanted}, but: ${last}`);
}

/** Waits until the output holds `text`. */
async function said(output: () => string, text: string): Promise<void> {
  for (let tries = 0; tries < 200 && !output().includes(text); tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  expect(output()).toContain(text);
}

test('programs can start it, drive it and stop it', async () => {
  const { ended } = await start(['-f', '-C', join(etc, 'asterisk.conf')]);
  for (const name of ['spool/outgoing', 'spool/outgoing_done', 'spool/tmp', 'log/cdr-csv', 'run/asterisk.ctl'])
    expect(existsSync(join(folder, name)), name).toBe(true);
  expect(statSync(join(folder, 'run/asterisk.ctl')).mode & 0o777).toBe(0o660);
  expect(readFileSync(join(folder, 'run/asterisk.pid'), 'utf8')).toMatch(/^\d+\n$/);
  expect(rx('core waitfullybooted')).toMatchObject({ status: 0, stdout: 'Asterisk has fully booted.\n', stderr: '' });
  expect(rx('no such thing')).toMatchObject({
    status: 0,
    stdout: "No such command 'no such thing' (type 'core show help no such' for other possible commands)\n",
  });
  expect(rx('core stop now')).toMatchObject({ status: 0, stdout: '' });
  expect(await ended).toBe(0);
  expect(existsSync(join(folder, 'run/asterisk.ctl'))).toBe(false);
  expect(existsSync(join(folder, 'run/asterisk.pid'))).toBe(false);
  expect(rx('core show uptime')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `Unable to connect to remote asterisk (does ${folder}/run/asterisk.ctl exist?)\n`,
  });
});

test('a second instance on the same folders is refused, one after a crash is not', async () => {
  const first = await start();
  const second = spawnSync(program, ['run', '--config', etc], { encoding: 'utf8', timeout: 20_000 });
  expect(second.status).toBe(1);
  expect(second.stderr).toContain(`another instance already answers at ${folder}/run/asterisk.ctl`);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(existsSync(join(folder, 'run/asterisk.ctl'))).toBe(true);
  const third = await start();
  expect(rx('core show uptime').stdout).toContain('System uptime');
  third.child.kill('SIGTERM');
  expect(await third.ended).toBe(0);
});

test('a refused second start of the example leaves the first one and its reminder alone', async () => {
  const state = join(folder, 'first-call');
  await start(['run', '--state', state]);
  const written = (): string[] =>
    ['first-call.ics', 'etc/calendar-first-call.conf', 'etc/sip-secrets.conf'].map((name) =>
      readFileSync(join(state, name), 'utf8'),
    );
  const [before, sip] = [written(), existsSync(join(state, 'etc/sip.conf'))];
  const second = spawnSync(program, ['run', '--state', state], { encoding: 'utf8' });
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('another instance already answers');
  expect(written()).toEqual(before);
  expect(existsSync(join(state, 'etc/sip.conf'))).toBe(sip);
});

test('in the background it returns once it is up', () => {
  const started = spawnSync(program, ['-C', join(etc, 'asterisk.conf')], { encoding: 'utf8', timeout: 20_000 });
  expect(started).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(rx('core show channels count').stdout).toBe('0 active channels\n0 active calls\n0 calls processed\n');
  expect(rx('core stop now').status).toBe(0);
});

test('SIGHUP reads the configuration again; SIGTERM waits for calls; a second one does not', async () => {
  const { child, output, ended } = await start();
  rx('channel originate Local/s@default application Wait 60');
  // both wait: the one that is answered has left Answer() behind, whose next priority the reload takes away
  await until('core show channels', /Wait\(60\).*Wait\(60\)/s);
  writeFileSync(join(etc, 'extensions.conf'), '[default]\nexten => other,1,NoOp(new)\n');
  child.kill('SIGHUP');
  await until('dialplan show other@default', /NoOp\(new\)/);
  child.kill('SIGTERM');
  await said(output, '2 channels are up and may end by themselves');
  expect(rx('core show channels count').stdout).toContain('2 active channels');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a graceful stop takes no new calls and ends after the last one', async () => {
  const { ended } = await start();
  rx('channel originate Local/short@default application Wait 1');
  await until('core show channels count', /2 active channels/);
  expect(rx('core stop gracefully').stdout).toBe('Waiting for inactivity to perform halt\n');
  rx('channel originate Local/s@default application Wait 60');
  expect(await ended).toBe(0);
});

test('core restart now comes back in the same process', async () => {
  const { child, output } = await start();
  const pid = readFileSync(join(folder, 'run/asterisk.pid'), 'utf8');
  expect(rx('core restart now').status).toBe(0);
  await said(() => `${output().split('Asterisk Ready.').length - 1} starts`, '2 starts');
  expect(readFileSync(join(folder, 'run/asterisk.pid'), 'utf8')).toBe(pid);
  expect(rx('core show uptime seconds').stdout).toMatch(/^System uptime: \d\n/);
  child.kill('SIGTERM');
});

test('a command line that makes no sense says so', () => {
  const run = (...args: string[]) => spawnSync(program, args, { encoding: 'utf8' });
  expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(run('--version').stdout).toMatch(/^Asterism \d+\.\d+\.\d+\n$/);
  expect(run('-V').stdout).toMatch(/^Asterisk 16/);
  expect(run('rnu')).toMatchObject({ status: 2, stdout: '' });
  expect(run('rnu').stderr).toContain("there is no command 'rnu'");
});

test('a configuration that is not there is not taken for an empty one', () => {
  const folderless = spawnSync(program, ['run', '--config', join(folder, 'ect')], { encoding: 'utf8' });
  expect(folderless).toMatchObject({ status: 1, stderr: `asterism: there is no folder ${folder}/ect\n` });
  const fileless = spawnSync(program, ['run', '-C', join(folder, 'none.conf')], { encoding: 'utf8' });
  expect(fileless).toMatchObject({ status: 1, stderr: `asterism: there is no file ${folder}/none.conf\n` });
});

test('a folder that cannot be made is one clear message', () => {
  writeFileSync(join(etc, 'asterisk.conf'), `[directories]\nastrundir => /proc/nowhere\nastlogdir => ${folder}/log\n`);
  const failed = spawnSync(program, ['run', '--config', etc], { encoding: 'utf8', timeout: 20_000 });
  expect(failed.status).toBe(1);
  expect(failed.stderr).toMatch(/^asterism: the folders of this instance cannot be made: /);
});
