import { definePort } from '../../base/port.ts';
import type { ParkingKeeper } from './parking-keeper.ts';

/** The parking lots, for what belongs to this room. */
export const parkingKeeperPort = definePort<ParkingKeeper>('parking-keeper');
