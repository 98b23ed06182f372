import { definePort } from '../../../base/port.ts';
import type { MeetmeRooms } from './meetme-rooms.ts';

/** MeetMe's rooms. */
export const meetmeRoomsPort = definePort<MeetmeRooms>('meetme-rooms');
