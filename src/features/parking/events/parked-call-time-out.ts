import { defineEvent } from '../../../extend/define-event.ts';
import { parkedHeaders } from '../parked-headers.ts';
import { parkingTimedOut } from '../topics.ts';

/** The time of a parked call is over. */
export const event = defineEvent({
  name: 'ParkedCallTimeOut',
  module: 'res_parking',
  topic: parkingTimedOut,
  class: 'call',
  headers: parkedHeaders,
});
