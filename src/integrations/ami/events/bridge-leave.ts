import { bridgeLeft } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** A channel has left a bridge. */
export const event = defineEvent({
  name: 'BridgeLeave',
  module: 'manager',
  synopsis: 'A channel has left a bridge.',
  fields: '{bridge} {channel}',
  topic: bridgeLeft,
  class: 'call',
  headers: ({ bridge, channel }, writer) => [...bridgeHeaders(bridge), writer.channel(channel)],
});
