import { defineEvent } from '../../../extend/define-event.ts';
import { parkingGivenUp } from '../../../pbx/ports/parked-calls.ts';
import { parkedHeaders } from '../parked-headers.ts';

/** A parked caller has hung up. */
export const event = defineEvent({
  name: 'ParkedCallGiveUp',
  module: 'res_parking',
  topic: parkingGivenUp,
  class: 'call',
  headers: parkedHeaders,
});
