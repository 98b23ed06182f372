import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { modulesPort } from '../../pbx/ports/modules.ts';

/** `dialplan reload` */
export const command = defineCliCommand({
  command: 'dialplan reload',
  module: 'pbx_config',
  synopsis: 'Reload extensions and *only* extensions',
  usage: 'Reload extensions.conf without reloading any other\nmodules.  Calls that run go on in the new dialplan.',
  async run(context) {
    const outcome = await context.use(modulesPort).reload('pbx_config');
    return outcome.ok
      ? 'Dialplan reloaded.\n'
      : { failed: true, text: `Unable to reload the dialplan: ${outcome.message}\n` };
  },
});
