import { definePort } from '../../base/port.ts';
import type { FileRights } from './rights.ts';

/** What the commands about rights use. */
export interface RightsDesk {
  readonly rights: FileRights;
  /** Reads cli_permissions.conf again. */
  reload(): void;
}

/** @see RightsDesk */
export const rightsDeskPort = definePort<RightsDesk>('rights-desk');
