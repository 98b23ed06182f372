import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CalleeBehaviour, type CallerScript, calleeScenario, callerScenario } from './sipp-scenario.ts';

/** True where sipp is installed. */
export const haveSipp = spawnSync('sipp', ['-v']).error === undefined;

/** What a caller saw: the final status of its INVITE. */
export interface CallerReport {
  readonly finalStatus: number;
  readonly statuses: readonly number[];
}

/** Places one call and waits for its end. */
export async function callWithSipp(pbxPort: number, ownPort: number, script: CallerScript): Promise<CallerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-caller-'));
  writeFileSync(join(folder, 'caller.xml'), callerScenario(script, true));
  const trace = join(folder, 'messages.log');
  const child = start(folder, [
    `127.0.0.1:${pbxPort}`,
    '-sf',
    'caller.xml',
    '-s',
    script.exten,
    '-m',
    '1',
    '-p',
    String(ownPort),
    '-trace_msg',
    '-message_file',
    trace,
    '-timeout',
    '25',
    '-recv_timeout',
    '20000',
  ]);
  await ended(child);
  const text = existsSync(trace) ? readFileSync(trace, 'latin1') : '';
  rmSync(folder, { recursive: true, force: true });
  const statuses = [...text.matchAll(/^SIP\/2\.0 (\d{3})[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*?CSeq: \d+ INVITE/gim)].map(
    (match) => Number(match[1]),
  );
  return { finalStatus: statuses.filter((status) => status >= 200).at(-1) ?? 0, statuses };
}

/** Runs a scenario; resolves with sipp's exit code, 0 if every call went as it says. @param args beside the scenario: where to, ports, how many. */
export async function runSipp(scenario: string, args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-run-'));
  writeFileSync(join(folder, 'scenario.xml'), scenario);
  const child = start(folder, ['-sf', 'scenario.xml', '-timeout', '25', ...args]);
  await ended(child);
  rmSync(folder, { recursive: true, force: true });
  return child.exitCode ?? -1;
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
  // an address of the arguments' own comes last and counts
  return spawn('sipp', ['-ci', '127.0.0.1', '-i', '127.0.0.1', '-mi', '127.0.0.1', '-nostdin', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
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
