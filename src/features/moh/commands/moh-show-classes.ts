import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { classesPort } from '../classes-port.ts';

/** `moh show classes` */
export const command = defineCliCommand({
  command: 'moh show classes',
  module: 'res_musiconhold',
  synopsis: 'List MusicOnHold classes',
  usage: 'Lists the classes of musiconhold.conf with their mode and folder or program.',
  run(context) {
    const lines = context
      .use(classesPort)
      .list()
      .map(({ settings }) => {
        const { name, mode, directory, digit, application, format } = settings;
        return [
          `Class: ${name}`,
          `\tMode: ${mode}`,
          mode === 'playlist' ? undefined : `\tDirectory: ${directory ?? (mode === 'custom' ? 'nodir' : '<none>')}`,
          digit === undefined ? undefined : `\tDigit: ${digit}`,
          mode === 'custom' ? `\tApplication: ${application ?? '<none>'}` : undefined,
          mode === 'custom' ? '\tKill Escalation Delay: 100 ms' : undefined,
          mode === 'custom' ? '\tKill Method: process_group' : undefined,
          mode === 'custom' ? `\tFormat: ${format}` : undefined,
        ];
      });
    return lines.flatMap((one) => one.filter((line) => line !== undefined).map((line) => `${line}\n`)).join('');
  },
});
