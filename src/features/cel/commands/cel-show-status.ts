import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { CEL_KINDS } from '../event.ts';
import { celDeskPort } from '../ports.ts';

/** `cel show status`. */
export const command = defineCliCommand({
  command: 'cel show status',
  module: 'cel',
  synopsis: 'Display the CEL status',
  usage: 'Shows which events and applications are logged, and who writes them.',
  run(context) {
    const { settings, backends } = context.use(celDeskPort);
    if (!settings.enabled) return 'CEL Logging: Disabled\n';
    const lines = [
      'CEL Logging: Enabled',
      ...(settings.all ? ['CEL Tracking Event: ALL'] : []),
      ...CEL_KINDS.filter((kind) => settings.kinds.has(kind)).map((kind) => `CEL Tracking Event: ${kind}`),
      ...[...settings.apps].map((app) => `CEL Tracking Application: ${app}`),
      ...backends.map(({ name }) => `CEL Event Subscriber: ${name}`),
    ];
    return `${lines.join('\n')}\n`;
  },
});
