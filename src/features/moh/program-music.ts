import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Timer } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { PlayItem, PlayPosition } from '../../media/facade.ts';
import type { Processes, RunningProcess } from '../../pbx/ports/processes.ts';
import type { ProgramCommand } from './program-command.ts';

/** What a program's music needs. */
export interface ProgramHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly processes: Processes;
  /** Where its folder is made. */
  readonly folder: string;
}

/** Raw formats that a program may write: extension of a file, bytes a millisecond, and the byte that is silence. */
export const PROGRAM_FORMATS: Readonly<Record<string, { extension: string; bytesPerMs: number; silence: number }>> = {
  slin: { extension: 'sln', bytesPerMs: 16, silence: 0 },
  sln: { extension: 'sln', bytesPerMs: 16, silence: 0 },
  slin16: { extension: 'sln16', bytesPerMs: 32, silence: 0 },
  sln16: { extension: 'sln16', bytesPerMs: 32, silence: 0 },
  ulaw: { extension: 'ulaw', bytesPerMs: 8, silence: 0xff },
  alaw: { extension: 'alaw', bytesPerMs: 8, silence: 0xd5 },
};

/** How a program is run and ended. */
export interface ProgramSettings {
  readonly name: string;
  readonly command: ProgramCommand;
  /** A key of {@link PROGRAM_FORMATS}. */
  readonly format: string;
  readonly killDelayMs: number;
  readonly killWhom: 'group' | 'process';
}

/** One who hears the music. */
export interface ProgramListener {
  /** There is music from now on. */
  onReady(): void;
  /** There will be none for some time. */
  onBroken(): void;
}

/** The music lies in pieces of this length, which all who listen play round and round while the oldest is replaced. */
const PIECE_MS = 500;
const PIECES = 16;
/** So many pieces lie ahead of what is heard, against delays. */
const AHEAD = 3;
/** So long a program runs on when nobody listens. */
const IDLE_MS = 10_000;
/** What plays less than this has failed. */
const SHORTEST_MS = 1000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/**
 * The music that a program writes: one process for all who listen, run while somebody does. It is read no faster than it is heard, and begun anew when it
 * ends, later and later when it does so at once. Its owner closes it.
 *
 * Deviation: Asterisk runs the program from its own start on, whether anybody listens or not.
 */
export class ProgramMusic {
  readonly settings: ProgramSettings;
  readonly #house: ProgramHouse;
  readonly #listeners = new Set<ProgramListener>();
  readonly #format: { extension: string; bytesPerMs: number; silence: number };
  readonly #folder: string;
  #process: RunningProcess | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** When the first piece began to be heard. */
  #sinceMs: number | undefined;
  /** How many pieces have been written since. */
  #written = 0;
  #pace: Timer | undefined;
  #idle: Timer | undefined;
  #retry: Timer | undefined;
  #waitMs = FIRST_WAIT_MS;
  #broken = false;
  #closed = false;

  constructor(house: ProgramHouse, settings: ProgramSettings) {
    this.#house = house;
    this.settings = settings;
    this.#format = PROGRAM_FORMATS[settings.format] ?? { extension: 'sln', bytesPerMs: 16, silence: 0 };
    this.#folder = join(house.folder, `moh-${randomUUID()}`);
  }

  /** The program has failed; it is tried again later. */
  get broken(): boolean {
    return this.#broken;
  }

  get ready(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** What is to be played, in a loop, from {@link position} on. */
  get items(): readonly PlayItem[] {
    return Array.from({ length: PIECES }, (_, index) => ({ kind: 'file', path: this.#path(index) }));
  }

  /** Where the music is now. */
  position(): PlayPosition {
    const passedMs = this.#house.clock.monotonic() - (this.#sinceMs ?? this.#house.clock.monotonic());
    const piece = Math.floor(passedMs / PIECE_MS);
    return { item: piece % PIECES, offsetMs: Math.floor((passedMs - piece * PIECE_MS) / 20) * 20 };
  }

  /** Keeps the program running for one more; the returned function ends that. */
  join(listener: ProgramListener): () => void {
    this.#listeners.add(listener);
    this.#idle?.cancel();
    this.#idle = undefined;
    if (!this.#process && !this.#retry && !this.#closed) this.#start();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#idle = this.#house.clock.after(IDLE_MS, () => this.#stop());
    };
  }

  /** Ends the program; those who listen are told. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    for (const listener of [...this.#listeners]) listener.onBroken();
    this.#listeners.clear();
  }

  #start(): void {
    const { log, processes } = this.#house;
    const { command, name } = this.settings;
    try {
      makeFolder(this.#folder);
    } catch (error) {
      this.#fail(`its folder cannot be made: ${messageOf(error)}`);
      return;
    }
    let heard = 0;
    let code: { readonly exitCode: number | undefined } | undefined;
    let read = false;
    /** It is gone, and all that it wrote has been taken. */
    const finished = (): void => {
      if (this.#process !== process || !code || !read) return;
      this.#process = undefined;
      process.letGo();
      // Whoever plays something comes to its end no faster than it is heard, and begins again.
      if (heard >= this.#format.bytesPerMs * SHORTEST_MS) {
        this.#waitMs = FIRST_WAIT_MS;
        this.#start();
      } else this.#fail(`it ended at once (${code.exitCode ?? 'by a signal'})`);
    };
    const process = processes.start(command, {
      onOutput: (chunk) => {
        heard += chunk.length;
        if (this.#process === process) this.#take(chunk);
      },
      onErrorOutput: (chunk) =>
        log.debug(1, `music class '${name}': ${chunk.toString('utf8').trimEnd().slice(0, 500)}`),
      onOutputEnd() {
        read = true;
        finished();
      },
      onEnd: ({ exitCode, failure }) => {
        code = { exitCode };
        if (failure === undefined) finished();
        else if (this.#process === process) this.#fail(failure);
      },
    });
    this.#process = process;
    log.verbose(3, `Started ${command.command} for music class '${name}'`);
  }

  #fail(why: string): void {
    const { log, clock } = this.#house;
    if (!this.#broken) log.warning(`The program of music class '${this.settings.name}' plays nothing: ${why}`);
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    this.#broken = true;
    this.#process = undefined;
    this.#silence();
    this.#retry = clock.after(waitMs, () => {
      this.#retry = undefined;
      if (this.#closed) return;
      this.#broken = false;
      if (this.#listeners.size > 0) this.#start();
    });
    for (const listener of [...this.#listeners]) listener.onBroken();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const piece = this.#format.bytesPerMs * PIECE_MS;
    if (this.#sinceMs === undefined && this.#bytes >= piece * (AHEAD + 1)) this.#begin();
    if (this.#bytes >= piece * (AHEAD + 2)) this.#process?.hold(true);
  }

  #begin(): void {
    const { clock } = this.#house;
    this.#sinceMs = clock.monotonic();
    this.#written = 0;
    this.#write();
    this.#pace = clock.every(PIECE_MS, () => this.#write());
    for (const listener of [...this.#listeners]) listener.onReady();
  }

  /** Brings the pieces up to what will be heard soon. */
  #write(): void {
    if (this.#sinceMs === undefined) return;
    const now = Math.floor((this.#house.clock.monotonic() - this.#sinceMs) / PIECE_MS);
    try {
      for (; this.#written <= now + AHEAD; this.#written++) {
        const path = this.#path(this.#written % PIECES);
        writeFileSync(`${path}.new`, this.#cut());
        renameSync(`${path}.new`, path);
      }
    } catch (error) {
      this.#kill();
      this.#fail(messageOf(error));
    }
  }

  /** The next piece; silence where the program has not kept up. */
  #cut(): Buffer {
    const wanted = this.#format.bytesPerMs * PIECE_MS;
    const all = Buffer.concat(this.#chunks);
    const piece = all.subarray(0, wanted);
    const rest = all.subarray(wanted);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
    if (this.#bytes < wanted * (AHEAD + 2)) this.#process?.hold(false);
    return piece.length === wanted
      ? piece
      : Buffer.concat([piece, Buffer.alloc(wanted - piece.length, this.#format.silence)]);
  }

  #path(index: number): string {
    return join(this.#folder, `${index}.${this.#format.extension}`);
  }

  #stop(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#broken = false;
    this.#kill();
    this.#silence();
  }

  #kill(): void {
    const process = this.#process;
    if (!process) return;
    this.#process = undefined;
    const { killDelayMs, killWhom } = this.settings;
    const { clock, log } = this.#house;
    process.letGo();
    process.signal('SIGHUP', killWhom);
    clock.after(killDelayMs, () => {
      process.signal('SIGTERM', killWhom);
      clock.after(killDelayMs, () => process.signal('SIGKILL', killWhom));
    });
    log.verbose(3, `Ended the program of music class '${this.settings.name}'`);
  }

  /** Nothing more is heard of what was written. */
  #silence(): void {
    this.#pace?.cancel();
    this.#pace = undefined;
    this.#sinceMs = undefined;
    this.#chunks = [];
    this.#bytes = 0;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
