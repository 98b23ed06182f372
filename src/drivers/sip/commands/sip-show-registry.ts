import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listRegistry } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show registry`. */
export const command = defineCliCommand({
  command: 'sip show registry',
  module: 'chan_sip',
  synopsis: 'List SIP registration status',
  usage: 'Lists the registrations of register => of sip.conf with their state and the time of the last one.',
  run: (context) => listRegistry(context.use(sipStackPort)),
});
