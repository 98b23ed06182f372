import { spawn, spawnSync } from 'node:child_process';
import type { ExecOutcome } from '../../config/read-config.ts';
import type { ProcessEnd, Processes, ProcessRequest } from '../ports/processes.ts';

const OUTPUT_LIMIT = 1024 * 1024;

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

/** Runs the command of an `#exec`; synchronous, since reading a configuration is. */
export function runInclude(command: string): ExecOutcome {
  const { stdout, status, error } = spawnSync('/bin/sh', ['-c', command], { timeout: 30_000, maxBuffer: 32 << 20 });
  if (error) return { output: new Uint8Array(), fault: error.message };
  return status === 0 ? { output: stdout } : { output: stdout, fault: `it ended with status ${status}` };
}
