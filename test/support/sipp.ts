import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from './end-with-us.ts';
import { type CalleeBehaviour, type CallerScript, calleeScenario, callerScenario } from './sipp-scenario.ts';

/** True where sipp is installed. */
export const haveSipp = spawnSync('sipp', ['-v']).error === undefined;

/** What a caller saw: the final status of its INVITE. */
export interface CallerReport {
  readonly finalStatus: number;
  readonly statuses: readonly number[];
}

/** What a run of sipp came to. */
export interface SippRun {
  /** 0 if every call went as the scenario says. */
  readonly code: number;
  /** All messages as they went and came. */
  readonly trace: string;
}

/** Runs a scenario to its end. @param args beside the scenario: where to, ports, how many; an address with `-i` takes the place of 127.0.0.1. */
export async function runSipp(scenario: string, args: readonly string[]): Promise<SippRun> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-run-'));
  writeFileSync(join(folder, 'scenario.xml'), scenario);
  const own = [
    '-sf',
    'scenario.xml',
    '-trace_msg',
    '-message_file',
    'messages',
    '-timeout',
    '25',
    '-recv_timeout',
    '20000',
  ];
  const child = start(folder, [...own, ...args]);
  await ended(child);
  const path = join(folder, 'messages');
  const trace = existsSync(path) ? readFileSync(path, 'latin1') : '';
  rmSync(folder, { recursive: true, force: true });
  return { code: child.exitCode ?? -1, trace };
}

/** Places one call and waits for its end. */
export async function callWithSipp(pbxPort: number, ownPort: number, script: CallerScript): Promise<CallerReport> {
  const args = [`127.0.0.1:${pbxPort}`, '-s', script.exten, '-m', '1', '-p', String(ownPort)];
  const { trace } = await runSipp(callerScenario(script, true), args);
  const statuses = [...trace.matchAll(/^SIP\/2\.0 (\d{3})[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*?CSeq: \d+ INVITE/gim)].map(
    (match) => Number(match[1]),
  );
  return { finalStatus: statuses.filter((status) => status >= 200).at(-1) ?? 0, statuses };
}

/** A callee that treats every call alike until it is stopped. */
export async function calleeWithSipp(port: number, behaviour: CalleeBehaviour): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-callee-'));
  writeFileSync(join(folder, 'callee.xml'), calleeScenario(behaviour));
  const child = start(folder, ['-sf', 'callee.xml', '-p', String(port)]);
  await bound(port);
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, args: readonly string[]): ChildProcess {
  const host = args[args.indexOf('-i') + 1] ?? '';
  const at = args.includes('-i') ? host : '127.0.0.1';
  const others = args.includes('-i') ? args.toSpliced(args.indexOf('-i'), 2) : args;
  return endWithUs(
    spawn('sipp', ['-ci', '127.0.0.1', '-i', at, '-mi', at, '-nostdin', ...others], {
      cwd: folder,
      stdio: 'ignore',
    }),
  );
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Resolves when a UDP port of loopback is bound, as the kernel lists it. */
async function bound(port: number): Promise<void> {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (let attempt = 0; attempt < 200; attempt++) {
    if (readFileSync('/proc/net/udp', 'latin1').includes(hex)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nothing bound port ${port}`);
}
