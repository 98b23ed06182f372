import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOurEnd, endWithUs } from '../../test/support/end-with-us.ts';
import { calleeScenario, callerScenario } from '../../test/support/sipp-scenario.ts';
import { CALLEE_PORT, SIP_PORT } from '../target.ts';

const LOAD_CORE = '1';
const folder = mkdtempSync(join(tmpdir(), 'asterism-sipp-'));
atOurEnd(() => rmSync(folder, { recursive: true, force: true }));

/** A run that has not ended so long after its last call began is given up. */
const LATE_SECONDS = 60;

/** What a sipp run came to. */
export interface SippResult {
  readonly succeeded: number;
  readonly failed: number;
}

/** How to call. */
export interface CallLoad {
  readonly exten: string;
  /** The PBX's; chan_sip's if left out. */
  readonly port?: number;
  readonly rate: number;
  readonly calls: number;
  /** How long each call is held. */
  readonly holdMs: number;
  /** Raw µ-law to send for the time of the call. */
  readonly soundFile?: string;
  readonly limit?: number;
}

/** Places calls; resolves when all are over. */
export async function placeCalls(load: CallLoad): Promise<SippResult> {
  const scenario = join(folder, `caller-${load.holdMs}-${load.soundFile ? 's' : 'q'}.xml`);
  writeFileSync(
    scenario,
    callerScenario({
      exten: load.exten,
      hangUpAfterMs: load.holdMs,
      events: false,
      ...(load.soundFile !== undefined && { soundFile: load.soundFile }),
    }),
  );
  const child = run([
    `127.0.0.1:${load.port ?? SIP_PORT}`,
    '-sf',
    scenario,
    '-s',
    load.exten,
    '-r',
    String(load.rate),
    '-m',
    String(load.calls),
    '-l',
    String(load.limit ?? Math.max(3000, load.calls)),
    '-p',
    '25080',
    '-mp',
    '26000',
    '-timeout',
    String(LATE_SECONDS + Math.ceil(load.calls / load.rate)),
    '-timeout_error',
    '-recv_timeout',
    '20000',
  ]);
  const output = await collect(child);
  const count = (name: string): number => Number(new RegExp(`${name}\\s*\\|[^|]*\\|\\s*(\\d+)`).exec(output)?.[1] ?? 0);
  return { succeeded: count('Successful call'), failed: count('Failed call') };
}

/** A callee that answers everything; `stop` ends it. @param echo sends back what it hears. */
export function answerCalls(echo: boolean): { stop(): Promise<void> } {
  const scenario = join(folder, 'callee.xml');
  writeFileSync(scenario, calleeScenario({ kind: 'answer', ringMs: 0, events: false }));
  const child = run(['-sf', scenario, '-p', String(CALLEE_PORT), '-mp', '30000', ...(echo ? ['-rtp_echo'] : [])]);
  const gone = collect(child);
  return {
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function run(args: readonly string[]): ChildProcess {
  return endWithUs(
    spawn(
      'taskset',
      [
        '-c',
        LOAD_CORE,
        'sipp',
        '-ci',
        '127.0.0.1',
        '-i',
        '127.0.0.1',
        '-mi',
        '127.0.0.1',
        '-nostdin',
        '-trace_stat',
        '-stf',
        '/dev/null',
        ...args,
      ],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ),
  );
}

function collect(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  });
  child.stderr?.on('data', () => {});
  return new Promise((resolve) => child.once('close', () => resolve(text)));
}
