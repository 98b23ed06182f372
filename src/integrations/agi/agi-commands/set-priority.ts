import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** set priority: changes the priority at which the call goes on. */
export const agiCommand = defineAgiCommand({
  command: 'set priority',
  module: 'res_agi',
  synopsis: 'Changes the priority at which the call goes on',
  syntax: '<priority>',
  usage: ['A number or a label. The call goes on there once the script has ended.', 'The result is 0.'],
  dead: false,
  run({ call }, [priority, more]) {
    if (priority === undefined || more !== undefined) return 'usage';
    const { position, parties } = call.channel;
    const target = call.use(dialplanPort).resolve([priority], position, parties.caller.number);
    if (typeof target === 'string') return 'usage';
    // The step after this one is where the call goes on.
    position.priority = target.priority - 1;
    return { result: 0 };
  },
});
