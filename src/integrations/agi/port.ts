import { definePort } from '../../base/port.ts';
import type { AsyncQueues } from './async-queue.ts';
import type { ScriptPool } from './script-pool.ts';

/** What all scripts share. */
export interface AgiHouse {
  /** What goes to and comes from scripts is shown on the console. */
  debug: boolean;
  /** What manager clients have sent for the channels that they control. */
  readonly queues: AsyncQueues;
  /** Scripts that wait for calls. */
  readonly pool: ScriptPool;
}

/** @see AgiHouse */
export const agiPort = definePort<AgiHouse>('agi');
