import { defineEvent } from '../../../extend/define-event.ts';
import { parkedHeaders } from '../parked-headers.ts';
import { callParked } from '../topics.ts';

/** A call has been parked. */
export const event = defineEvent({
  name: 'ParkedCall',
  module: 'res_parking',
  topic: callParked,
  class: 'call',
  headers: parkedHeaders,
});
