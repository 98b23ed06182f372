import { defineEvent } from '../../../extend/define-event.ts';
import { agiCommandEnded } from '../topics.ts';

/** What an answer's number means. */
const RESULTS: Readonly<Record<number, string>> = {
  200: 'Success',
  510: 'Invalid or unknown command',
  511: 'Command not permitted on a dead channel or intercept routine',
  520: 'Usage',
};

/** A script's command has been answered. */
export const event = defineEvent({
  name: 'AGIExecEnd',
  module: 'res_agi',
  synopsis: "A script's command has been answered.",
  fields: '{channel} Command CommandId ResultCode Result',
  topic: agiCommandEnded,
  class: 'agi',
  headers: ({ channel, commandId, command, code }, writer) => [
    writer.channel(channel),
    ['CommandId', String(commandId)],
    ['Command', command],
    ['ResultCode', String(code)],
    ['Result', RESULTS[code] ?? 'Failure'],
  ],
});
