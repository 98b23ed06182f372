import type { EventWriter } from '../../extend/define-event.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { ConferenceSnapshot } from './topics.ts';

/** A conference's headers, in the order in which Asterisk 16 writes them. */
export function conferenceHeaders({ name, bridge }: ConferenceSnapshot, writer: EventWriter): ManagerHeaders {
  return [['Conference', name], ...writer.bridge(bridge)];
}
