import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** Reads the files again. */
export const command = defineCliCommand({
  command: 'jabber reload',
  module: 'res_xmpp',
  synopsis: 'Reload the XMPP configuration',
  usage: 'Reads jabber.conf and xmpp.conf anew. Accounts that have not changed stay connected.',
  async run(context) {
    const outcome = await context.use(modulesPort).reload('res_xmpp');
    return outcome.ok ? 'Jabber Reloaded.\n' : { failed: true, text: `${outcome.message}\n` };
  },
});
