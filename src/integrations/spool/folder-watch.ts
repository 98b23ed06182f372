import { type FSWatcher, watch } from 'node:fs';
import type { Clock, Timer } from '../../base/clock.ts';
import { type Ms, seconds } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';

/** What {@link FolderWatch} needs. */
export interface FolderWatchOptions {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Something came under that name, or went. */
  onAppeared(name: string): void;
  /** What bears that name was written or its attributes changed. */
  onChanged(name: string): void;
  /** Events may have been missed: the folder is to be read. */
  onUncertain(): void;
  /** Folder and state of its contents, parted by a blank; @see SpoolFolder.version. */
  version(): string | undefined;
}

/** How often the folder is looked at: where the system tells of changes too, since it loses some when too many come at once. */
const CHECK_MS: Ms = seconds(1);

/**
 * Tells of changes in a folder: by the system's events (inotify on Linux) where there are any, by looking once a second
 * elsewhere. A folder that is taken away and made again is picked up again.
 */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #clock: Clock;
  #watcher: FSWatcher | undefined;
  #identity: string | undefined;
  #version: string | undefined;
  #timer: Timer | undefined;
  #complained = false;

  /** Starts at once. The caller owns it and closes it. */
  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#watch();
    this.#tick();
  }

  /** Stops telling. Idempotent. */
  close(): void {
    this.#timer?.cancel();
    this.#unwatch();
  }

  #watch(): void {
    try {
      const watcher = watch(this.#options.folder, { persistent: false }, (kind, name) => {
        if (name === null) this.#options.onUncertain();
        else if (kind === 'rename') this.#options.onAppeared(name);
        else this.#options.onChanged(name);
      });
      watcher.on('error', (error) => this.#complain(messageOf(error)));
      this.#watcher = watcher;
    } catch (error) {
      this.#complain(messageOf(error));
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #complain(reason: string): void {
    this.#unwatch();
    if (this.#complained) return;
    this.#complained = true;
    this.#options.log.notice(`${this.#options.folder} cannot be watched (${reason}); it is looked at once a second`);
  }

  #tick(): void {
    const version = this.#options.version();
    const identity = version?.split(' ')[0];
    if (this.#identity !== undefined && identity !== undefined && identity !== this.#identity) {
      this.#unwatch();
      this.#watch();
    }
    if (identity !== undefined) this.#identity = identity;
    if (version !== this.#version) {
      this.#version = version;
      this.#options.onUncertain();
    }
    this.#timer = this.#clock.after(CHECK_MS, () => this.#tick());
  }
}
