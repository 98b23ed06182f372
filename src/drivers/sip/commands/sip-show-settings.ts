import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describeSettings } from '../listing/sip-settings-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show settings`. */
export const command = defineCliCommand({
  command: 'sip show settings',
  module: 'chan_sip',
  synopsis: 'Tell what holds for all of sip.conf',
  usage: 'Tells the options of [general] of sip.conf as they hold now, the defaults for peers among them.',
  run: (context) => describeSettings(context.use(sipStackPort)),
});
