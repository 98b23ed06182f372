import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { completeContext } from '../complete-context.ts';
import { dialplanFilesPort } from '../loader.ts';
import { withInclude } from '../model/edit-model.ts';

/** `dialplan add include CONTEXT into CONTEXT` */
export const command = defineCliCommand({
  command: 'dialplan add include <included> into <context>',
  module: 'pbx_config',
  synopsis: 'Include a context in another one',
  usage: 'It stays included until the dialplan is loaded again.',
  complete: completeContext,
  run(context, [included = '', into = '']) {
    const files = context.use(dialplanFilesPort);
    if (!files.model) return { failed: true, text: 'There is no dialplan to add to\n' };
    const made = files.model.contexts.has(into)
      ? ''
      : `Context '${into}' did not exist prior to add include - the context will be created.\n`;
    const changed = withInclude(files.model, into, included);
    if (!changed) return { failed: true, text: `Context '${included}' already included in '${into}' context\n` };
    files.replace(changed);
    return `${made}Context '${included}' included in '${into}' context\n`;
  },
});
