import { definePort } from '../../base/port.ts';

/** What all scripts share. */
export interface AgiHouse {
  /** What goes to and comes from scripts is shown on the console. */
  debug: boolean;
}

/** @see AgiHouse */
export const agiPort = definePort<AgiHouse>('agi');
