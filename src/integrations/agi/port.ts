import { definePort } from '../../base/port.ts';
import type { AsyncQueues } from './async-queue.ts';

/** What all scripts share. */
export interface AgiHouse {
  /** What goes to and comes from scripts is shown on the console. */
  debug: boolean;
  /** What manager clients have sent for the channels that they control. */
  readonly queues: AsyncQueues;
}

/** @see AgiHouse */
export const agiPort = definePort<AgiHouse>('agi');
