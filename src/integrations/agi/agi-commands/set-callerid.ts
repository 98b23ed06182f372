import { parseCallerId } from '../../../channel/party.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** set callerid: sets the caller. */
export const agiCommand = defineAgiCommand({
  command: 'set callerid',
  module: 'res_agi',
  synopsis: 'Sets the caller',
  syntax: '<number>',
  usage: ['Sets number and name of the caller from a text such as 100 or "Name"<100>.', 'The result is 1.'],
  dead: false,
  run({ call }, [text = '']) {
    const { name, number } = parseCallerId(text);
    call.channel.setCaller({ ...call.channel.parties.caller, name, number });
    return { result: 1 };
  },
});
