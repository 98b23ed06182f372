import { spawn, spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import type { ExecOutcome } from '../../config/read-config.ts';
import type {
  ProcessEnd,
  Processes,
  ProcessListener,
  ProcessRequest,
  ProcessStart,
  RunningProcess,
} from '../ports/processes.ts';

const OUTPUT_LIMIT = 1024 * 1024;
/** What a child may leave unread on descriptor 3: four seconds of speech. */
const THIRD_LIMIT = 64 * 1024;

/** Child processes of this machine. */
export const systemProcesses: Processes = {
  environment: {
    get: (name) => process.env[name],
    set(name, value) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    },
  },
  run: (request) => runChild(request),
  start: startChild,
  shell: (line, options) => runChild({ ...options, command: '/bin/sh', args: ['-c', line] }),
};

function runChild(request: ProcessRequest): Promise<ProcessEnd> {
  const limit = request.outputLimit ?? OUTPUT_LIMIT;
  return new Promise((resolve) => {
    const child = spawn(request.command, request.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(request.environment && { env: { ...process.env, ...request.environment } }),
      ...(request.signal && { signal: request.signal }),
    });
    const output: Buffer[] = [];
    let size = 0;
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 64 * 1024) errors += chunk.toString();
    });
    child.on('error', (error) =>
      resolve({ exitCode: undefined, stdout: Buffer.concat(output), stderr: errors, failure: error.message }),
    );
    child.on('close', (code) =>
      resolve({ exitCode: code ?? undefined, stdout: Buffer.concat(output), stderr: errors }),
    );
    child.stdin.on('error', () => {}); // a child that reads nothing is no fault
    child.stdin.end(request.stdin);
  });
}

/** Starts a child process in a group of its own. */
function startChild(request: ProcessStart, listener: ProcessListener): RunningProcess {
  const child = spawn(request.command, request.args, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', request.third ? 'pipe' : 'ignore'],
    env: { ...process.env, ...request.environment },
  });
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('a child process has no pipes'); // it was asked for them
  let ended = false;
  const end = (exitCode: number | undefined, failure?: string): void => {
    if (ended) return;
    ended = true;
    listener.onEnd({ exitCode, ...(failure !== undefined && { failure }) });
  };
  stdout.on('data', (chunk: Buffer) => listener.onOutput(chunk));
  stdout.on('end', () => listener.onOutputEnd());
  stderr.on('data', (chunk: Buffer) => listener.onErrorOutput(chunk));
  child.on('error', (error) => end(undefined, error.message));
  child.on('exit', (code) => end(code ?? undefined));
  stdin.on('error', () => {}); // a child that reads nothing is no fault
  const third = child.stdio[3] instanceof Writable ? child.stdio[3] : undefined;
  third?.on('error', () => {}); // neither here
  return {
    write(data) {
      if (!stdin.destroyed) stdin.write(data);
    },
    writeThird(data) {
      if (third && !third.destroyed && third.writableLength < THIRD_LIMIT) third.write(data);
    },
    backlog: () => stdin.writableLength,
    signal(name, whom = 'group') {
      if (ended || child.pid === undefined) return;
      try {
        process.kill(whom === 'group' ? -child.pid : child.pid, name);
      } catch {
        // It has gone just now.
      }
    },
    hold(on) {
      if (on) stdout.pause();
      else stdout.resume();
    },
    letGo() {
      third?.destroy();
      stdin.end();
      stdout.destroy();
      stderr.destroy();
    },
  };
}

/** Runs the command of an `#exec`; synchronous, since reading a configuration is. */
export function runInclude(command: string): ExecOutcome {
  const { stdout, status, error } = spawnSync('/bin/sh', ['-c', command], { timeout: 30_000, maxBuffer: 32 << 20 });
  if (error) return { output: new Uint8Array(), fault: error.message };
  return status === 0 ? { output: stdout } : { output: stdout, fault: `it ended with status ${status}` };
}
