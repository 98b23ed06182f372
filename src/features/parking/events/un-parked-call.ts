import { defineEvent } from '../../../extend/define-event.ts';
import { callFetched } from '../../../pbx/ports/parked-calls.ts';
import { placeHeaders } from '../parked-headers.ts';

/** Somebody has fetched a parked call. */
export const event = defineEvent({
  name: 'UnParkedCall',
  module: 'res_parking',
  synopsis: 'Somebody has fetched a parked call.',
  fields:
    '{channel:Parkee} {channel:Parker} ParkerDialString Parkinglot ParkingSpace ParkingTimeout ParkingDuration {channel:Retriever}',
  topic: callFetched,
  class: 'call',
  headers: (fetched, writer) => [
    writer.channel(fetched.parkee, 'Parkee'),
    writer.channel(fetched.retriever, 'Retriever'),
    ...placeHeaders(fetched),
  ],
});
