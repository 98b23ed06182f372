import { definePort } from '../../base/port.ts';

/** What is known of the manager interface, and who is logged in. */
export interface ManagerSessions {
  /** The version of the interface, as the banner tells it. */
  readonly version: string;
  /** How many sessions a user has now; undefined where manager.conf knows no such user. */
  countOf(user: string): number | undefined;
}

/** @see ManagerSessions */
export const managerSessionsPort = definePort<ManagerSessions>('manager-sessions');
