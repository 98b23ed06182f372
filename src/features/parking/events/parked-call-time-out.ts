import { defineEvent } from '../../../extend/define-event.ts';
import { parkingTimedOut } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** The time of a parked call is over. */
export const event = defineEvent({
  name: 'ParkedCallTimeOut',
  module: 'res_parking',
  topic: parkingTimedOut,
  class: 'call',
  headers: parkedHeaders,
});
