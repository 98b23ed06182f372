import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { codecRows } from '../codec-list.ts';

const NOTE =
  'Disclaimer: this command is for informational purposes only.\n\tIt does not indicate anything about your configuration.\n';
const HEADING = '      ID TYPE  NAME         FORMAT           DESCRIPTION\n';

/** `core show codecs`. */
export const command = defineCliCommand({
  command: 'core show codecs [audio|video|image|text]',
  module: 'core',
  synopsis: 'List the codecs that calls can speak',
  usage: 'Those of this build, under the numbers that Asterisk gives them.',
  run: (_context, [type]) => {
    const rows = codecRows
      .filter((codec) => type === undefined || codec.type === type)
      .map(
        ({ id, type: kind, name, format, description }) =>
          `${String(id).padStart(8)} ${kind.padEnd(5)} ${name.padEnd(12)} ${format.padEnd(16)} (${description})\n`,
      );
    return `${NOTE}${HEADING}${'-'.repeat(96)}\n${rows.join('')}`;
  },
});
