import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show domains`. */
export const command = defineCliCommand({
  command: 'sip show domains',
  module: 'chan_sip',
  synopsis: 'List the domains that are ours',
  usage: 'Lists the domains for which requests are served, and the context of each, as domain= of sip.conf says.',
  run(context) {
    const domains = [...(context.use(sipStackPort).book.settings('SIP')?.domains ?? [])];
    if (domains.length === 0) return 'SIP Domain support not enabled.\n\n';
    const line = (domain: string, calls: string, by: string): string =>
      `${domain.slice(0, 40).padEnd(40)} ${calls.slice(0, 20).padEnd(20)} ${by.slice(0, 16).padEnd(16)}\n`;
    const rows = domains.map(([domain, calls]) => line(domain, calls || '(default)', '[Configured]'));
    return `${line('Our local SIP domains:', 'Context', 'Set by')}${rows.join('')}\n`;
  },
});
