import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { functionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { completeFunction } from '../complete.ts';
import { functionPage } from '../documentation-page.ts';

/** `core show function NAME`. */
export const command = defineCliCommand({
  command: 'core show function <function>',
  module: 'core',
  synopsis: 'Describe a dialplan function',
  usage: 'Tells what a function of the dialplan reads or writes, and its arguments.',
  complete: completeFunction,
  run(context, [name = '']) {
    const registry = context.use(registryPort);
    const found = registry.find(functionKind, name) ?? registry.find(functionKind, name.toUpperCase());
    if (!found) return { failed: true, text: 'No function by that name registered.\n' };
    return functionPage(found, context.session.colour === true);
  },
});
