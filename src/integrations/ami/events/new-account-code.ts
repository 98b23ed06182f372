import { accountCodeChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel's account code has changed. */
export const event = defineEvent({
  name: 'NewAccountCode',
  module: 'manager',
  synopsis: "A channel's account code has changed.",
  fields: '{channel} OldAccountCode',
  topic: accountCodeChanged,
  class: 'call',
  headers: ({ channel, old }, writer) => [writer.channel(channel), ['OldAccountCode', old]],
});
