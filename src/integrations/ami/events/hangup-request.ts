import { hangupRequested } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel's far end has hung up. */
export const event = defineEvent({
  name: 'HangupRequest',
  module: 'manager',
  synopsis: "A channel's far end has hung up.",
  fields: '{channel} Cause',
  topic: hangupRequested,
  class: 'call',
  headers: ({ channel, cause, by }, writer) =>
    by === 'far'
      ? [writer.channel(channel), ...(cause === undefined ? [] : ([['Cause', String(cause)]] as const))]
      : undefined,
});
