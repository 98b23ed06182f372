import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { functionKind } from '../../extend/kinds.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** `dialplan eval function NAME(args)` */
export const command = defineCliCommand({
  command: 'dialplan eval function <name(args)>',
  module: 'core',
  synopsis: 'Evaluate dialplan function',
  usage: 'Evaluate a dialplan function call\nThere is no channel, so only global\nvariables should be used.',
  async run(context, [call = '']) {
    const name = call.split('(')[0] ?? '';
    const readable = context.use(registryPort).find(functionKind, name)?.read !== undefined;
    const dialplan = context.use(dialplanPort);
    const value = await dialplan.readFunction(dialplan.outside, call);
    return `Return Value: ${readable ? 'Success (0)' : 'Failure (-1)'}\nResult: ${value}\n`;
  },
});
