import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { functionKind } from '../../../extend/kinds.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

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
    const isFunction = name.endsWith(')');
    const value = isFunction ? await call.use(dialplanPort).readFunction(call, name) : call.get(name);
    if (isFunction && !call.use(registryPort).find(functionKind, name.slice(0, name.indexOf('('))))
      return { result: 0 };
    return value === undefined ? { result: 0 } : { result: 1, note: `(${value})` };
  },
});
