import { bridgeCreated } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** A bridge has come to be. */
export const event = defineEvent({
  name: 'BridgeCreate',
  module: 'manager',
  synopsis: 'A bridge has come to be.',
  fields: '{bridge}',
  topic: bridgeCreated,
  class: 'call',
  headers: (bridge) => bridgeHeaders(bridge),
});
