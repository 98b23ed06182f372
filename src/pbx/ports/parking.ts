import { definePort } from '../../base/port.ts';
import type { BridgeSeat } from '../../channel/bridge/seat.ts';
import type { Channel } from '../../channel/channel.ts';

/** Parking lots, to those who send calls there. */
export interface Parking {
  /**
   * Parks whoever sits opposite a party, and tells that party where; it is then let go.
   * @param arguments those of Park(): `[lot][,options]`.
   * @returns false where the call could not be parked; the two go on talking.
   */
  parkPeer(parker: Channel, seat: BridgeSeat, argumentText: string): Promise<boolean>;
}

/** @see Parking */
export const parkingPort = definePort<Parking>('parking');
