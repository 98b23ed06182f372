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

/** How to start a child process that is talked to while it runs. */
export interface ProcessStart {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** It reads descriptor 3, too. */
  readonly third?: boolean;
}

/** What a running child process tells. */
export interface ProcessListener {
  onOutput(chunk: Buffer): void;
  onErrorOutput(chunk: Buffer): void;
  /** Its output is closed; it may run on. */
  onOutputEnd(): void;
  /** It is gone, told exactly once: with its exit code, with the signal that ended it, or with why it could not be started. */
  onEnd(end: { readonly exitCode: number | undefined; readonly failure?: string }): void;
}

/** A child process under way, the first of a process group of its own. */
export interface RunningProcess {
  /** To its standard input; dropped once that is closed. */
  write(data: string | Buffer): void;
  /** To its descriptor 3; dropped where it has none, or does not read. */
  writeThird(data: Buffer): void;
  /** How many bytes wait for it to read them. */
  backlog(): number;
  /** To its whole group unless said otherwise; nothing where it is gone. */
  signal(name: 'SIGHUP' | 'SIGTERM' | 'SIGKILL', whom?: 'group' | 'process'): void;
  /** Stops reading its output, so that it has to wait; `false` goes on. */
  hold(on: boolean): void;
  /** Closes its input and output. It runs on until it ends by itself. */
  letGo(): void;
}

/** The only way to a child process. */
export interface Processes {
  readonly environment: Environment;
  /** Runs a program with its arguments, no shell between. Never rejects. */
  run(request: ProcessRequest): Promise<ProcessEnd>;
  /** Starts a program that is talked to while it runs, no shell between. What becomes of it is told to `listener`, a failure to start too. */
  start(request: ProcessStart, listener: ProcessListener): RunningProcess;
  /** Runs a line by `/bin/sh -c`: for System() and its kin, whose very purpose that is. Never rejects. */
  shell(line: string, options?: Omit<ProcessRequest, 'command' | 'args'>): Promise<ProcessEnd>;
}

/** @see Processes */
export const processesPort = definePort<Processes>('processes');
