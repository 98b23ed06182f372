import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { completeContext } from '../complete-context.ts';
import { dialplanFilesPort } from '../loader.ts';
import { withIgnorePattern } from '../model/edit-model.ts';

/** `dialplan add ignorepat PATTERN into CONTEXT` */
export const command = defineCliCommand({
  command: 'dialplan add ignorepat <pattern> into <context>',
  module: 'pbx_config',
  synopsis: 'Keep the dial tone after some digits in a context',
  usage: 'It holds until the dialplan is loaded again.',
  complete: (context, typed) => (typed.length === 1 ? completeContext(context) : []),
  run(context, [pattern = '', into = '']) {
    const files = context.use(dialplanFilesPort);
    if (!files.model?.contexts.has(into))
      return { failed: true, text: `Failed to add ignore pattern '${pattern}' into '${into}' context\n` };
    const changed = withIgnorePattern(files.model, into, pattern);
    if (!changed) return { failed: true, text: `Ignore pattern '${pattern}' already included in '${into}' context\n` };
    files.replace(changed);
    return `Ignore pattern '${pattern}' added into '${into}' context\n`;
  },
});
