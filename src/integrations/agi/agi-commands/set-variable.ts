import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** set variable: sets a variable. */
export const agiCommand = defineAgiCommand({
  command: 'set variable',
  module: 'res_agi',
  synopsis: 'Sets a variable',
  syntax: '<name> <value>',
  usage: ['Sets a variable of the channel; CALLERID(num) and other functions can be written too.', 'The result is 1.'],
  dead: true,
  async run({ call }, [name, value, more]) {
    if (name === undefined || value === undefined || more !== undefined) return 'usage';
    await call.use(dialplanPort).assign(call, name, value);
    return { result: 1 };
  },
});
