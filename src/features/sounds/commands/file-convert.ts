import { extname, isAbsolute, join } from 'node:path';
import { type CommandResult, defineCliCommand } from '../../../extend/define-cli-command.ts';
import { fileFormat } from '../../../media/file-format.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `file convert`. */
export const command = defineCliCommand({
  command: 'file convert <file_in> <file_out>',
  module: 'res_convert',
  synopsis: 'Write a sound file anew in another format',
  usage: `The formats are those of the extensions. What is no absolute path lies in the folder of sounds.
file convert beep.gsm beep.ulaw`,
  async run(context, [from = '', to = '']): Promise<CommandResult> {
    const failed = (text: string): CommandResult => ({ failed: true, text: `${text}\n` });
    for (const name of [from, to]) if (extname(name) === '') return failed(`'${name}' is an invalid filename!`);
    const { directories } = context.use(systemPort);
    const path = (name: string): string => (isAbsolute(name) ? name : join(directories.data, 'sounds', name));
    const format = fileFormat(extname(to).slice(1));
    const begunMs = context.clock.monotonic();
    const { convertSoundFile } = await import('../../../media/format/convert-file.ts');
    const fault = format === undefined ? undefined : await convertSoundFile(path(from), path(to), format);
    if (fault?.failed === 'input') return failed(`Unable to open input file: ${from}`);
    if (format === undefined || fault?.failed === 'output') return failed(`Unable to open output file: ${to}`);
    if (fault) return failed(`Failed to convert ${from} to ${to}!`);
    return `Converted ${from} to ${to} in ${Math.round(context.clock.monotonic() - begunMs)}ms\n`;
  },
});
