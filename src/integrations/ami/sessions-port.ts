import { definePort } from '../../base/port.ts';

/** Who is logged in to the manager interface. */
export interface ManagerSessions {
  /** How many sessions a user has now; undefined where manager.conf knows no such user. */
  countOf(user: string): number | undefined;
}

/** @see ManagerSessions */
export const managerSessionsPort = definePort<ManagerSessions>('manager-sessions');
