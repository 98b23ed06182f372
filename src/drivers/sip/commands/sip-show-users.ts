import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { matching } from '../listing/pjsip-listing.ts';
import { listUsers, usersOf } from '../listing/sip-user-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show users`. */
export const command = defineCliCommand({
  command: 'sip show users [like] [<pattern>]',
  module: 'chan_sip',
  synopsis: 'List who may call in by sip.conf',
  usage: 'Lists them with their secrets; with like only those whose name a regular expression finds.',
  run(context, args) {
    const found = matching(usersOf(context.use(sipStackPort)), args);
    return found ? listUsers(found) : { usage: true };
  },
});
