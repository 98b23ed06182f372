import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf, systemCodeOf } from '../../base/errors.ts';
import { type CallFileStatus, largestCallFile, statusLine } from '../../clients/callfile/index.ts';
import type { Look } from './arrivals.ts';
import { type DiskFault, diskFaultOf } from './disk-trouble.ts';

/** A file's lasting self: its name may be taken over by another file, this pair not. */
export interface FileIdentity {
  /** Inode number. */
  readonly inode: string;
  /** Birth time in nanoseconds; `0` where the file system keeps none. */
  readonly born: string;
}

/** A call file that was opened, read, and can be written. */
export interface OpenCallFile {
  readonly name: string;
  readonly identity: FileIdentity;
  /** Epoch milliseconds. */
  readonly mtimeMs: number;
  readonly text: string;
  /** Owned by whoever got this; closed by {@link SpoolFolder.release}. */
  readonly descriptor: number;
}

/** No link is followed, and a named pipe does not stop the PBX. */
const FOR_APPENDING = constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Why a file cannot be worked on. `gone`: it is no longer there. `odd`: no regular file. `denied`: the reason says more. */
export type Unopened = { readonly kind: 'gone' } | { readonly kind: 'odd' | 'denied'; readonly reason: string };

/**
 * The spool's folders on disk. All steps are synchronous: small batches of them cost a third of what promises do, and
 * nothing can come between the steps of one batch.
 */
export class SpoolFolder {
  /** `outgoing`, without symbolic links. */
  readonly outgoing: string;
  readonly #done: string;
  readonly #failed: string;
  readonly #buffer = Buffer.allocUnsafe(65_536);
  readonly #userId: number;

  /**
   * Makes the folders `outgoing`, `outgoing_done` and `tmp` where they are missing.
   * @param spool astspooldir.
   * @param userId as whom the PBX runs; 0 may date every file.
   * @throws Error from the file system.
   */
  constructor(spool: string, userId: number = process.geteuid?.() ?? 0) {
    this.#userId = userId;
    for (const name of ['outgoing', 'outgoing_done', 'tmp']) mkdirSync(join(spool, name), { recursive: true });
    this.outgoing = realpathSync(join(spool, 'outgoing'));
    this.#done = join(spool, 'outgoing_done');
    this.#failed = join(spool, 'outgoing_failed');
  }

  /** The path of a file in `outgoing`. */
  pathOf(name: string): string {
    return `${this.outgoing}/${name}`;
  }

  /** The names in `outgoing`; empty if it cannot be read. */
  list(): string[] {
    try {
      return readdirSync(this.outgoing);
    } catch {
      return [];
    }
  }

  /** Which folder it is, a blank, and a mark that changes whenever a name comes into or leaves it; undefined if it is gone. */
  version(): string | undefined {
    try {
      const stat = lstatSync(this.outgoing, { bigint: true });
      return `${stat.ino}.${stat.birthtimeNs} ${stat.mtimeNs}`;
    } catch {
      return undefined;
    }
  }

  /** @see Arrivals */
  look(name: string): Look | undefined {
    try {
      const stat = lstatSync(this.pathOf(name), { throwIfNoEntry: false });
      if (!stat?.isFile()) return undefined;
      return { size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs, inode: stat.ino };
    } catch {
      return undefined;
    }
  }

  /** What kind of thing bears that name, if it is there and no regular file: for a message. */
  oddity(name: string): string | undefined {
    try {
      const stat = lstatSync(this.pathOf(name), { throwIfNoEntry: false });
      if (!stat || stat.isFile()) return undefined;
      return stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'no regular file';
    } catch {
      return undefined;
    }
  }

  /** True if the file's last byte is a newline, or cannot be read. */
  endsInNewline(name: string): boolean {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.pathOf(name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const size = fstatSync(descriptor).size;
      return readSync(descriptor, this.#buffer, 0, 1, Math.max(0, size - 1)) === 1 && this.#buffer[0] === 10;
    } catch {
      return true;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Opens a call file for reading and appending and reads it. */
  open(name: string): OpenCallFile | Unopened {
    let descriptor: number;
    try {
      descriptor = openSync(this.pathOf(name), FOR_APPENDING);
    } catch (error) {
      const code = systemCodeOf(error);
      if (code === 'ENOENT') return { kind: 'gone' };
      const kind = code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO' ? 'odd' : 'denied';
      return { kind, reason: messageOf(error) };
    }
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      if (!stat.isFile()) {
        closeSync(descriptor);
        return { kind: 'odd', reason: 'it is no regular file' };
      }
      if (this.#userId !== 0 && Number(stat.uid) !== this.#userId) {
        closeSync(descriptor);
        const reason = `it belongs to user ${stat.uid}, but the PBX runs as user ${this.#userId} and could not date its retries`;
        return { kind: 'denied', reason };
      }
      return {
        name,
        identity: { inode: String(stat.ino), born: String(stat.birthtimeNs) },
        mtimeMs: Number(stat.mtimeNs) / 1e6,
        text: decode(this.#read(descriptor, Number(stat.size))),
        descriptor,
      };
    } catch (error) {
      closeSync(descriptor);
      return { kind: 'denied', reason: messageOf(error) };
    }
  }

  /**
   * Appends bookkeeping to an open call file and dates it.
   * @param mtimeSeconds epoch seconds.
   * @returns what went wrong, if anything; then the file is as it was.
   */
  append(file: OpenCallFile, text: string, mtimeSeconds: number): DiskFault | undefined {
    try {
      const lead = file.text === '' || file.text.endsWith('\n') ? '' : '\n';
      appendWhole(file.descriptor, lead + text);
      futimesSync(file.descriptor, mtimeSeconds, mtimeSeconds);
      return undefined;
    } catch (error) {
      return diskFaultOf(error);
    }
  }

  /** As {@link append}, for a file that was released. */
  amend(name: string, text: string, mtimeSeconds: number): DiskFault | undefined {
    try {
      const descriptor = openSync(this.pathOf(name), FOR_APPENDING);
      try {
        appendWhole(descriptor, text);
        futimesSync(descriptor, mtimeSeconds, mtimeSeconds);
      } finally {
        closeSync(descriptor);
      }
      return undefined;
    } catch (error) {
      return diskFaultOf(error);
    }
  }

  /** Closes what {@link open} opened. */
  release(file: OpenCallFile): void {
    closeSync(file.descriptor);
  }

  /** True if that name still stands for that file. */
  holds(name: string, identity: FileIdentity): boolean {
    try {
      const stat = lstatSync(this.pathOf(name), { bigint: true, throwIfNoEntry: false });
      return stat !== undefined && String(stat.ino) === identity.inode && String(stat.birthtimeNs) === identity.born;
    } catch {
      return false;
    }
  }

  /** Deletes a file. @returns what went wrong, if anything; a file already gone is well. */
  remove(name: string): DiskFault | undefined {
    return attempt(() => unlinkSync(this.pathOf(name)));
  }

  /**
   * Moves a finished file to `outgoing_done`, its last line telling how it ended.
   *
   * Deviation: an archived file of the same name is kept, and this one gets a number; Asterisk overwrites it.
   */
  archive(name: string, status: CallFileStatus): DiskFault | undefined {
    return attempt(() => {
      const path = this.pathOf(name);
      mkdirSync(this.#done, { recursive: true });
      const descriptor = openSync(path, FOR_APPENDING);
      try {
        const modified = fstatSync(descriptor).mtime;
        appendWhole(descriptor, statusLine(status));
        futimesSync(descriptor, modified, modified);
      } finally {
        closeSync(descriptor);
      }
      renameSync(path, freePath(this.#done, name));
    });
  }

  /**
   * Moves a file that cannot be dialled to `outgoing_failed`, with a file beside it that says why.
   *
   * Deviation: Asterisk deletes it.
   * @param why a text for a person.
   * @returns where it is now, or what went wrong.
   */
  reject(name: string, why: string): { path: string } | { fault: DiskFault } {
    try {
      mkdirSync(this.#failed, { recursive: true });
      const path = freePath(this.#failed, name);
      // The reason first: after a crash between the two the file is still in outgoing and is read again.
      writeFileSync(`${path}.why`, why);
      renameSync(this.pathOf(name), path);
      return { path };
    } catch (error) {
      return { fault: diskFaultOf(error) };
    }
  }

  #read(descriptor: number, size: number): Buffer {
    // One byte more than is allowed, so that the reader sees that it is too much.
    const wanted = Math.min(size, largestCallFile + 1);
    const buffer = wanted <= this.#buffer.length ? this.#buffer : Buffer.allocUnsafe(wanted);
    let length = 0;
    while (length < wanted) {
      const got = readSync(descriptor, buffer, length, wanted - length, length);
      if (got === 0) break;
      length += got;
    }
    return buffer.subarray(0, length);
  }
}

/** UTF-8 where the bytes are that, else Latin 1: no byte of an old file may spoil the rest. */
function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\u{fffd}') ? bytes.toString('latin1') : text;
}

/** `name`, or the first of `name.2`, `name.3`, ... that is not taken in `folder`. */
function freePath(folder: string, name: string): string {
  let path = join(folder, name);
  for (let n = 2; existsSync(path); n++) path = join(folder, `${name}.${n}`);
  return path;
}

function attempt(step: () => void): DiskFault | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return systemCodeOf(error) === 'ENOENT' ? undefined : diskFaultOf(error);
  }
}

/** Appends all of a text or nothing: a full disk may take a part of it, which would be half a line for the next reader. */
function appendWhole(descriptor: number, text: string): void {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.from(text);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
}
