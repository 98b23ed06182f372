import { definePort } from '../../base/port.ts';
import type { ManagerClass } from '../../config/files/manager-conf.ts';
import type { ManagerSettings } from './settings.ts';

/** What is known of the manager interface, and who is logged in. */
export interface ManagerSessions {
  /** The version of the interface, as the banner tells it. */
  readonly version: string;
  /** How many sessions a user has now; undefined where manager.conf knows no such user. */
  countOf(user: string): number | undefined;
  /** What manager.conf says. */
  readonly settings: ManagerSettings;
  /** Events are numbered; a reload takes what manager.conf says. */
  numbered: boolean;
  /** Who is logged in, oldest first. */
  readonly users: readonly LoggedIn[];
}

/** One who is logged in. */
export interface LoggedIn {
  readonly name: string;
  readonly remoteHost: string;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  readonly read: ReadonlySet<ManagerClass>;
  readonly write: ReadonlySet<ManagerClass>;
}

/** @see ManagerSessions */
export const managerSessionsPort = definePort<ManagerSessions>('manager-sessions');
