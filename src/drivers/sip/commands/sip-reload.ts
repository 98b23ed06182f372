import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** `sip reload`. */
export const command = defineCliCommand({
  command: 'sip reload',
  module: 'chan_sip',
  synopsis: 'Reload SIP configuration',
  usage: 'Reads sip.conf anew. Calls and registrations stay; sections that are gone take no new calls.',
  async run(context) {
    const outcome = await context.use(modulesPort).reload('chan_sip');
    return outcome.ok ? '' : { failed: true, text: `${outcome.message}\n` };
  },
});
