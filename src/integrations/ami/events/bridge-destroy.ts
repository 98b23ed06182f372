import { bridgeDestroyed } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** A bridge is gone. */
export const event = defineEvent({
  name: 'BridgeDestroy',
  module: 'manager',
  synopsis: 'A bridge is gone.',
  fields: '{bridge}',
  topic: bridgeDestroyed,
  class: 'call',
  headers: (bridge) => bridgeHeaders(bridge),
});
