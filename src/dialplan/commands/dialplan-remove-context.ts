import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { completeContext } from '../complete-context.ts';
import { dialplanFilesPort } from '../loader.ts';
import { withoutContext } from '../model/edit-model.ts';

/** `dialplan remove context CONTEXT` */
export const command = defineCliCommand({
  command: 'dialplan remove context <context>',
  module: 'pbx_config',
  synopsis: 'Take a whole context out of what runs',
  usage: 'It is there again once the dialplan is loaded again.',
  complete: (context, typed) => (typed.length === 0 ? completeContext(context) : []),
  run(context, [name = '']) {
    const files = context.use(dialplanFilesPort);
    if (!files.model?.contexts.has(name)) return `There is no such context as '${name}'\n`;
    files.replace(withoutContext(files.model, name));
    return `Removed context '${name}'\n`;
  },
});
