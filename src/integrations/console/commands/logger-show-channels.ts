import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger show channels`. */
export const command = defineCliCommand({
  command: 'logger show channels',
  module: 'core',
  synopsis: 'List the logs',
  usage: 'Lists the logs: file, console or syslog, whether each is open, and the levels that it takes.',
  run(context) {
    const line = (name: string, type: string, form: string, status: string): string =>
      `${name.padEnd(35)} ${type.padEnd(8)} ${form.padEnd(10)} ${status.padEnd(9)}`;
    const logging = context.use(loggingPort);
    const own = new Set(logging.hub.customLevels);
    const rows = logging.list().map(({ name, type, formatter, enabled, levels }) => {
      const shown = levels.map((level) => `${own.has(level) ? level : level.toUpperCase()} `).join('');
      return `${line(name, type, formatter, enabled ? 'Enabled' : 'Disabled')}  - ${shown}\n`;
    });
    return [
      'Logger queue limit: 1000\n\n',
      `${line('Channel', 'Type', 'Formatter', 'Status')} Configuration\n`,
      `${line('-------', '----', '---------', '------')} -------------\n`,
      ...rows,
      '\n',
    ].join('');
  },
});
