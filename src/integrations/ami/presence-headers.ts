import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { Presence } from '../../pbx/ports/presence.ts';

/** What is told of presence, in Asterisk's order. */
export function presenceHeaders({ state, subtype, message }: Presence): ManagerHeaders {
  return [
    ['Status', state],
    ['Subtype', subtype],
    ['Message', message],
  ];
}
