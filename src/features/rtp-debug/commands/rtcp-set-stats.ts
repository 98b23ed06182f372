import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `rtcp set stats on` and `off`. */
export const command = defineCliCommand({
  command: 'rtcp set stats {on|off}',
  module: 'res_rtp_asterisk',
  synopsis: 'Accepted for old scripts',
  usage:
    'Shows nothing more, as with Asterisk 16. rtcp set debug shows the reports, and CHANNEL(rtp,...) what they come to.',
  run: (_context, [word]) => `RTCP Stats ${word === 'on' ? 'Enabled' : 'Disabled'}\n`,
});
