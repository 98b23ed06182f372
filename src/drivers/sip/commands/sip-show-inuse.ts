import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listInUse } from '../listing/subscription-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show inuse`. */
export const command = defineCliCommand({
  command: 'sip show inuse [all]',
  module: 'chan_sip',
  synopsis: 'List how many calls each peer is in: all, those that ring, those on hold',
  run: (context) => listInUse(context.use(sipStackPort)),
});
