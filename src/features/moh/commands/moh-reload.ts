import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { classesPort } from '../classes-port.ts';

/** `moh reload` */
export const command = defineCliCommand({
  command: 'moh reload',
  module: 'res_musiconhold',
  synopsis: 'Reload MusicOnHold',
  usage: 'Reads musiconhold.conf anew. Who hears music goes on hearing it.',
  run(context) {
    const result = context.use(classesPort).reload();
    return result.ok ? '' : { failed: true, text: `${result.declined}\n` };
  },
});
