import type { MessagePort } from 'node:worker_threads';
import type { EngineEvent } from '../engine/protocol.ts';

/** What a media worker is started with. */
export interface WorkerStart {
  readonly port: MessagePort;
  /** One of {@link wakeState}: a burst of commands writes the wake-up once, and none is written after its descriptor is closed. */
  readonly wake: Int32Array;
  readonly force: 'epoll' | 'dgram' | undefined;
}

/**
 * Who may write the wake-up: main goes from `quiet` (in haste from `ticking` too) to `raised` and writes. The worker sets the rest: `quiet` while it sleeps,
 * `ticking` while it looks every 20 ms anyway, and `closed`.
 */
export const wakeState = { quiet: 0, raised: 1, closed: 2, ticking: 3 } as const;

/** What a media worker says; commands go to it as bare arrays. */
export type WorkerReport =
  /** `wakeFd` is an event descriptor to be written after each message; -1 if none is needed. */
  | { readonly type: 'ready'; readonly kind: 'epoll' | 'dgram'; readonly wakeFd: number }
  | { readonly type: 'events'; readonly events: readonly EngineEvent[] }
  | { readonly type: 'broken'; readonly message: string };
