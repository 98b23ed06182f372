import { bridgeEntered } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { bridgeHeaders } from '../bridge-headers.ts';

/** A channel has joined a bridge. */
export const event = defineEvent({
  name: 'BridgeEnter',
  module: 'manager',
  synopsis: 'A channel has joined a bridge.',
  fields: '{bridge} {channel} SwapUniqueid',
  topic: bridgeEntered,
  class: 'call',
  headers: ({ bridge, channel }, writer) => [...bridgeHeaders(bridge), writer.channel(channel)],
});
