import { defineEvent } from '../../../extend/define-event.ts';
import { asyncAgiAnswered } from '../topics.ts';

/** A command that a manager client has sent is answered. */
export const event = defineEvent({
  name: 'AsyncAGIExec',
  module: 'res_agi',
  synopsis: 'A command that a manager client has sent is answered.',
  fields: '{channel} [CommandID] Result',
  topic: asyncAgiAnswered,
  class: 'agi',
  headers: ({ channel, answer, id }, writer) => [
    writer.channel(channel),
    ['Result', encodeURIComponent(answer.toWellFormed())],
    ...(id === '' ? [] : [['CommandId', id] as const]),
  ],
});
