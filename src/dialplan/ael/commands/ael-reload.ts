import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** `ael reload` */
export const command = defineCliCommand({
  command: 'ael reload',
  module: 'pbx_ael',
  synopsis: 'Reload AEL configuration',
  usage: 'Reads extensions.ael and what it includes anew; where it is faulty, what ran before stays.',
  async run(context) {
    const outcome = await context.use(modulesPort).reload('pbx_ael');
    return outcome.ok ? '' : { failed: true, text: `Unable to reload: ${outcome.message}\n` };
  },
});
