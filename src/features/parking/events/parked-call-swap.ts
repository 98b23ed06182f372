import { defineEvent } from '../../../extend/define-event.ts';
import { parkedCallSwapped } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** Another channel waits on a space from now on: whoever parked a call of its own has handed its caller over. */
export const event = defineEvent({
  name: 'ParkedCallSwap',
  module: 'res_parking',
  synopsis:
    'Another channel waits on a space from now on: whoever parked a call of its own has handed its caller over.',
  fields: '{channel:Parkee} {channel:Parker} ParkerDialString Parkinglot ParkingSpace ParkingTimeout ParkingDuration',
  topic: parkedCallSwapped,
  class: 'call',
  headers: parkedHeaders,
});
