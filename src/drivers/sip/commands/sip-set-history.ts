import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `sip set history on` and `off`. */
export const command = defineCliCommand({
  command: 'sip set history {on|off}',
  module: 'chan_sip',
  synopsis: 'Remember SIP messages, or no more of them',
  usage: 'What is remembered is shown by sip show history.',
  run(context, [word]) {
    context.use(sipStackPort).trace.remember(word === 'on');
    return word === 'on'
      ? "SIP History Recording Enabled (use 'sip show history')\n"
      : 'SIP History Recording Disabled\n';
  },
});
