import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { cdrDeskPort } from '../ports.ts';

const yes = (value: boolean): string => (value ? 'Yes' : 'No');

/** `cdr show status`. */
export const command = defineCliCommand({
  command: 'cdr show status',
  module: 'cdr',
  synopsis: 'Display the CDR status',
  usage: 'Shows what cdr.conf says, the batch, and who writes the records.',
  run(context) {
    const { settings, batch, backends } = context.use(cdrDeskPort);
    const lines = [
      '',
      'Call Detail Record (CDR) settings',
      '----------------------------------',
      `  Logging:                    ${settings.enable ? 'Enabled' : 'Disabled'}`,
      `  Mode:                       ${batch ? 'Batch' : 'Simple'}`,
    ];
    if (settings.enable) {
      lines.push(
        `  Log calls by default:       ${yes(settings.channeldefaultenabled)}`,
        `  Log unanswered calls:       ${yes(settings.unanswered)}`,
        `  Log congestion:             ${yes(settings.congestion)}`,
        '',
      );
      if (batch) {
        lines.push(
          '* Batch Mode Settings',
          '  -------------------',
          `  Safe shutdown:              ${settings.safeshutdown ? 'Enabled' : 'Disabled'}`,
          `  Threading model:            ${settings.scheduleronly ? 'Scheduler only' : 'Scheduler plus separate threads'}`,
          `  Current batch size:         ${batch.records} record${batch.records === 1 ? '' : 's'}`,
          `  Maximum batch size:         ${settings.size} record${settings.size === 1 ? '' : 's'}`,
          `  Maximum batch time:         ${settings.time / 1000} second${settings.time === 1000 ? '' : 's'}`,
          `  Next batch processing time: ${batch.secondsLeft ?? 0} second${batch.secondsLeft === 1 ? '' : 's'}`,
          '',
        );
      }
      lines.push('* Registered Backends', '  -------------------');
      if (backends.length === 0) lines.push('    (none)');
      for (const { name } of backends) lines.push(`    ${name}`);
      lines.push('');
    }
    return `${lines.join('\n')}\n`;
  },
});
