import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set logger verbose on` and `off`. */
export const command = defineCliCommand({
  command: 'pjsip set logger verbose {on|off}',
  module: 'res_pjsip_logger',
  synopsis: 'Print logged SIP traffic on consoles, or keep it from them',
  usage: 'off keeps logged SIP messages from consoles; they stay in the log files that take them.',
  run(context, [word]) {
    context.use(sipStackPort).trace.printed = word === 'on';
    return `PJSIP Logging to verbose has been ${word === 'on' ? 'enabled' : 'disabled'}\n`;
  },
});
