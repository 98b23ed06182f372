import { callerChanged } from '../../../channel/events.ts';
import { presentationOf } from '../../../channel/party.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel's caller has changed. */
export const event = defineEvent({
  name: 'NewCallerid',
  module: 'manager',
  synopsis: "A channel's caller has changed.",
  fields: '{channel} CID-CallingPres',
  topic: callerChanged,
  class: 'call',
  headers: (channel, writer) => {
    const { number, text } = presentationOf(channel.caller);
    return [writer.channel(channel), ['CID-CallingPres', `${number} (${text})`]];
  },
});
