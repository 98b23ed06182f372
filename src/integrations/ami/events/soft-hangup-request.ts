import { hangupRequested } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** Somebody here has asked for a channel's end. */
export const event = defineEvent({
  name: 'SoftHangupRequest',
  module: 'manager',
  topic: hangupRequested,
  class: 'call',
  headers: ({ channel, cause, by }, writer) =>
    by === 'near' ? [...writer.channel(channel), ['Cause', String(cause)]] : undefined,
});
