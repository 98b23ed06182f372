import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { completeContext } from '../complete-context.ts';
import { dialplanFilesPort } from '../loader.ts';
import { withoutIgnorePattern } from '../model/edit-model.ts';

/** `dialplan remove ignorepat PATTERN from CONTEXT` */
export const command = defineCliCommand({
  command: 'dialplan remove ignorepat <pattern> from <context>',
  module: 'pbx_config',
  synopsis: 'End the dial tone after some digits in a context',
  usage: 'It holds until the dialplan is loaded again.',
  complete: (context, typed) => (typed.length === 1 ? completeContext(context) : []),
  run(context, [pattern = '', from = '']) {
    const files = context.use(dialplanFilesPort);
    const changed = files.model && withoutIgnorePattern(files.model, from, pattern);
    if (!changed) {
      const text = files.model?.contexts.has(from)
        ? `There is no existence of '${pattern}' ignore pattern in '${from}' context\n`
        : `Failed to remove ignore pattern '${pattern}' from '${from}' context\n`;
      return { failed: true, text };
    }
    files.replace(changed);
    return `Ignore pattern '${pattern}' removed from '${from}' context\n`;
  },
});
