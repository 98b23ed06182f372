import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { completeContext } from '../complete-context.ts';
import { dialplanFilesPort } from '../loader.ts';
import { withoutInclude } from '../model/edit-model.ts';

/** `dialplan remove include CONTEXT from CONTEXT` */
export const command = defineCliCommand({
  command: 'dialplan remove include <included> from <context>',
  module: 'pbx_config',
  synopsis: 'Include a context in another one no longer',
  usage: 'It stays left out until the dialplan is loaded again.',
  complete: completeContext,
  run(context, [included = '', from = '']) {
    const files = context.use(dialplanFilesPort);
    const changed = files.model && withoutInclude(files.model, from, included);
    if (!changed) return { failed: true, text: `Failed to remove '${included}' include from '${from}' context\n` };
    files.replace(changed);
    return `We are not including '${included}' into '${from}' now\n`;
  },
});
