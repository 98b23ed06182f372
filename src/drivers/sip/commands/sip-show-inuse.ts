import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listInUse } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show inuse`. */
export const command = defineCliCommand({
  command: 'sip show inuse [all]',
  module: 'chan_sip',
  synopsis: 'List how many calls each peer is in: all, those that ring, those on hold',
  usage: 'Shows those that have a limit; with all, those without one too.',
  run: (context, [all]) => listInUse(context.use(sipStackPort), all !== undefined),
});
