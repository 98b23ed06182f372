import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listRegistry } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show registry`. */
export const command = defineCliCommand({
  command: 'sip show registry',
  module: 'chan_sip',
  synopsis: 'List SIP registration status',
  run: (context) => listRegistry(context.use(sipStackPort)),
});
