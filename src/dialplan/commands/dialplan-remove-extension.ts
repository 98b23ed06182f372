import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { dialplanFilesPort } from '../loader.ts';
import { readEditedPriority, withoutStep } from '../model/edit-model.ts';

/** `dialplan remove extension EXTEN@CONTEXT [PRIORITY]` */
export const command = defineCliCommand({
  command: 'dialplan remove extension <exten@context> [<priority>]',
  module: 'pbx_config',
  synopsis: 'Remove a specified extension',
  usage: 'Takes an extension out of what runs, or only one priority of it, until the dialplan is loaded again.',
  run(context, [place = '', written]) {
    const at = place.lastIndexOf('@');
    const priority = written === undefined ? undefined : readEditedPriority(written);
    if (at < 1 || (written !== undefined && priority === undefined)) return { usage: true };
    const files = context.use(dialplanFilesPort);
    const address = { exten: place.slice(0, at), context: place.slice(at + 1) };
    const changed = files.model && withoutStep(files.model, address, priority);
    if (!changed) return { failed: true, text: `Failed to remove extension ${place}\n` };
    files.replace(changed);
    return priority === undefined
      ? `Whole extension ${place} removed\n`
      : `Extension ${place} with priority ${priority} removed\n`;
  },
});
