import { defineEvent } from '../../../extend/define-event.ts';
import { parkingGivenUp } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** A parked caller has hung up. */
export const event = defineEvent({
  name: 'ParkedCallGiveUp',
  module: 'res_parking',
  synopsis: 'A parked caller has hung up.',
  fields: '{channel:Parkee} {channel:Parker} ParkerDialString Parkinglot ParkingSpace ParkingTimeout ParkingDuration',
  topic: parkingGivenUp,
  class: 'call',
  headers: parkedHeaders,
});
