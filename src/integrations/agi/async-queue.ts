import type { Channel } from '../../channel/channel.ts';

/** A command that a manager client has sent for a channel. */
export interface AsyncCommand {
  readonly line: string;
  /** The client's own mark of it; empty if it gave none. */
  readonly id: string;
}

/** The most commands that may wait for one channel. */
const MOST_WAITING = 1000;

/**
 * The commands that wait for a channel that is, or has been, controlled by manager clients. What is left when the channel goes on in
 * the dialplan waits for the next time, as with Asterisk.
 */
export class AsyncQueue {
  readonly #waiting: AsyncCommand[] = [];
  #wake: (() => void) | undefined;

  /** @returns false where too many wait already. */
  add(command: AsyncCommand): boolean {
    if (this.#waiting.length >= MOST_WAITING) return false;
    this.#waiting.push(command);
    this.#wake?.();
    return true;
  }

  /** The next command; undefined while there is none. */
  take(): AsyncCommand | undefined {
    return this.#waiting.shift();
  }

  /** Calls `wake` when a command comes, until it is replaced. */
  onCommand(wake: (() => void) | undefined): void {
    this.#wake = wake;
  }
}

/** The queues of channels, as long as these live. */
export class AsyncQueues {
  readonly #queues = new WeakMap<Channel, AsyncQueue>();

  find(channel: Channel): AsyncQueue | undefined {
    return this.#queues.get(channel);
  }

  open(channel: Channel): AsyncQueue {
    const queue = this.#queues.get(channel) ?? new AsyncQueue();
    this.#queues.set(channel, queue);
    return queue;
  }
}
