import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { dialplanFilesPort } from '../loader.ts';

/** `dialplan reload` */
export const command = defineCliCommand({
  command: 'dialplan reload',
  module: 'pbx_config',
  synopsis: 'Reload extensions and *only* extensions',
  usage: 'Reload extensions.conf without reloading any other\nmodules.  Calls that run go on in the new dialplan.',
  async run(context) {
    const result = await context.use(dialplanFilesPort).load();
    return result.ok
      ? 'Dialplan reloaded.\n'
      : { failed: true, text: `Unable to reload the dialplan: ${result.reason}\n` };
  },
});
