import { defineTopic } from '../../../base/event-bus.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import type { ManagerHeaders } from '../../../extend/define-manager-action.ts';
import type { System } from '../../../pbx/ports/system.ts';

/** The instance is up; told once, to whoever was logged in before that. */
export const fullyBooted = defineTopic<{ readonly system: System; readonly nowMs: number }>('fullyBooted');

/** How long it is up, in seconds. */
export function fullyBootedHeaders(system: System, nowMs: number): ManagerHeaders {
  const secondsSince = (timeMs: number): string => String(Math.max(0, Math.floor((nowMs - timeMs) / 1000)));
  return [
    ['Uptime', secondsSince(system.startedMs)],
    ['LastReload', secondsSince(system.reloadedMs)],
    ['Status', 'Fully Booted'],
  ];
}

/** The PBX is up. A client that logs in later gets it after its login. */
export const event = defineEvent({
  name: 'FullyBooted',
  module: 'manager',
  synopsis: 'The PBX is up. A client that logs in later gets it after its login.',
  fields: 'Status Uptime LastReload',
  topic: fullyBooted,
  class: 'system',
  headers: ({ system, nowMs }) => fullyBootedHeaders(system, nowMs),
});
