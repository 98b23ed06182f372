import { bridgeTechnologies } from '../../../channel/bridge/technology-names.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/**
 * `bridge technology show`.
 * Deviation: none of them can be suspended; channels are joined by one mixer, whatever it is called.
 */
export const command = defineCliCommand({
  command: 'bridge technology show',
  module: 'core',
  synopsis: 'List the ways in which channels are joined',
  usage: 'Lists the ways in which channels are joined, with the preference of each and whether it is suspended.',
  run() {
    const line = (name: string, kind: string, priority: string, suspended: string): string =>
      `${name.padEnd(20)} ${kind.padEnd(20)} ${priority.padStart(8)} ${suspended}\n`;
    const rows = bridgeTechnologies.map(([name, kind, priority]) => line(name, kind, String(priority), 'No'));
    return `${line('Name', 'Type', 'Priority', 'Suspended')}${rows.join('')}`;
  },
});
