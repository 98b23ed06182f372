import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** get variable: reads a variable. */
export const agiCommand = defineAgiCommand({
  command: 'get variable',
  module: 'res_agi',
  synopsis: 'Reads a variable',
  syntax: '<name>',
  usage: [
    'The result is 1 with the value in brackets, or 0 where there is none.',
    'CALLERID(num) and other functions can be read too.',
  ],
  dead: true,
  async run({ call }, [name, more]) {
    if (name === undefined || more !== undefined) return 'usage';
    const value = name.endsWith(')') ? await call.use(dialplanPort).readFunction(call, name) : call.get(name);
    return value === undefined ? { result: 0 } : { result: 1, note: `(${value})` };
  },
});
