import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** Reads voicemail.conf again. */
export const command = defineCliCommand({
  command: 'voicemail reload',
  module: 'app_voicemail',
  synopsis: 'Read voicemail.conf again',
  usage: 'Reads voicemail.conf anew; where it is faulty, what held before stays.',
  async run(context) {
    const outcome = await context.use(modulesPort).reload('app_voicemail');
    return outcome.ok ? 'Reloading voicemail configuration...\n' : { failed: true, text: `${outcome.message}\n` };
  },
});
