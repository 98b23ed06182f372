import { defineEvent } from '../../../extend/define-event.ts';
import { parkingTimedOut } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** The time of a parked call is over. */
export const event = defineEvent({
  name: 'ParkedCallTimeOut',
  module: 'res_parking',
  synopsis: 'The time of a parked call is over.',
  fields: '{channel:Parkee} {channel:Parker} ParkerDialString Parkinglot ParkingSpace ParkingTimeout ParkingDuration',
  topic: parkingTimedOut,
  class: 'call',
  headers: parkedHeaders,
});
