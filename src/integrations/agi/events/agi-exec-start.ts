import { defineEvent } from '../../../extend/define-event.ts';
import { agiCommandStarted } from '../topics.ts';

/** A script's command is about to be run. */
export const event = defineEvent({
  name: 'AGIExecStart',
  module: 'res_agi',
  synopsis: "A script's command is about to be run.",
  fields: '{channel} Command CommandId',
  topic: agiCommandStarted,
  class: 'agi',
  headers: ({ channel, commandId, command }, writer) => [
    writer.channel(channel),
    ['CommandId', String(commandId)],
    ['Command', command],
  ],
});
