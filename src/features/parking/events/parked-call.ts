import { defineEvent } from '../../../extend/define-event.ts';
import { callParked } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** A call has been parked. */
export const event = defineEvent({
  name: 'ParkedCall',
  module: 'res_parking',
  synopsis: 'A call has been parked.',
  fields: '{channel:Parkee} ParkerDialString Parkinglot ParkingSpace ParkingTimeout ParkingDuration',
  topic: callParked,
  class: 'call',
  headers: parkedHeaders,
});
