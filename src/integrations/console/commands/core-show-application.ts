import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { applicationKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { completeApplication } from '../complete.ts';
import { applicationPage } from '../documentation-page.ts';

/** `core show application NAME…`. */
export const command = defineCliCommand({
  command: 'core show application <application...>',
  module: 'core',
  synopsis: 'Describe dialplan applications',
  usage: 'Tells what applications do, their arguments and options.',
  complete: completeApplication,
  run(context, names) {
    const registry = context.use(registryPort);
    const found = names.flatMap((name) => registry.find(applicationKind, name) ?? []);
    if (found.length === 0) return { failed: true, text: 'Your application(s) is (are) not registered\n' };
    return found.map((application) => applicationPage(application, context.session.colour === true)).join('');
  },
});
