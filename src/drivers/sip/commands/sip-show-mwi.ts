import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/**
 * `sip show mwi`.
 * Deviation: we ask no other PBX for the mailboxes that it keeps, so the list is empty.
 */
export const command = defineCliCommand({
  command: 'sip show mwi',
  module: 'chan_sip',
  synopsis: 'List the mailboxes that we ask other PBXs for',
  usage: 'Lists the mailboxes of mwi => of sip.conf, and whether the far end has taken the subscription.',
  run: () => `${'Host'.padEnd(30)}  ${'Username'.padEnd(12)}  ${'Mailbox'.padEnd(10)}  ${'Subscribed'.padEnd(10)}\n`,
});
