import { definePort } from '../../base/port.ts';

/** A user of the machine at a console, by the kernel's word. */
export interface ConsoleUser {
  readonly userId: number;
  readonly groupId: number;
}

/** Who may run which console commands. */
export interface ConsoleRights {
  /** Somebody may not run everything. */
  readonly restricts: boolean;
  /** @param user undefined where the kernel does not know who it is. */
  allows(user: ConsoleUser | undefined, line: string): boolean;
}

/** @see ConsoleRights */
export const consoleRightsPort = definePort<ConsoleRights>('console-rights');
