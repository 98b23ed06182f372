import { definePort } from '../../base/port.ts';

/** What became of a child process. */
export interface ProcessEnd {
  /** Its exit code; undefined where a signal ended it or it could not be started. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Why it could not be started. */
  readonly failure?: string;
}

/** How to run a child process. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly stdin?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
  /** Killed when it aborts. */
  readonly signal?: AbortSignal;
  /** Output beyond so many bytes is dropped; 1 MiB unless given. */
  readonly outputLimit?: number;
}

/** The variables of the environment that child processes are started with. */
export interface Environment {
  get(name: string): string | undefined;
  /** Sets one, or removes it where `value` is undefined. */
  set(name: string, value: string | undefined): void;
}

/** The only way to a child process. */
export interface Processes {
  readonly environment: Environment;
  /** Runs a program with its arguments, no shell between. Never rejects. */
  run(request: ProcessRequest): Promise<ProcessEnd>;
  /** Runs a line by `/bin/sh -c`: for System() and its kin, whose very purpose that is. Never rejects. */
  shell(line: string, options?: Omit<ProcessRequest, 'command' | 'args'>): Promise<ProcessEnd>;
}

/** @see Processes */
export const processesPort = definePort<Processes>('processes');
