import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { dialplanFilesPort } from '../loader.ts';
import { hasStep, readEditedPriority, withStep } from '../model/edit-model.ts';

/** `dialplan add extension EXTEN,PRIORITY,APPLICATION into CONTEXT [replace]` */
export const command = defineCliCommand({
  command: 'dialplan add extension <step...>',
  module: 'pbx_config',
  synopsis: 'Add new extension into context',
  usage:
    'The form is EXTEN,PRIORITY,APPLICATION into CONTEXT [replace]; the application is written NAME, NAME(arguments) or NAME,arguments.\nThe step stays until the dialplan is loaded again.',
  run(context, words) {
    const asked = /^([^,]+),([^,]*),(.+?)\s+into\s+(\S+)(\s+replace)?$/s.exec(words.join(' '));
    if (!asked) return { usage: true };
    const [, exten = '', written = '', text = '', into = '', replace] = asked;
    const priority = readEditedPriority(written.trim());
    if (priority === undefined) return { failed: true, text: `'${written}' is not a valid priority\n` };
    const [, application = text, inBrackets, afterComma] = /^([^(,]*)(?:\((.*)\)|,(.*))?$/s.exec(text) ?? [];
    const argument = inBrackets ?? afterComma ?? '';
    const files = context.use(dialplanFilesPort);
    if (!files.model) return { failed: true, text: 'There is no dialplan to add to\n' };
    const address = { context: into, exten };
    const taken = hasStep(files.model, address, priority);
    if (taken && replace === undefined)
      return { failed: true, text: `Extension ${exten}@${into} with priority ${priority} already exists\n` };
    const made = files.model.contexts.has(into)
      ? ''
      : `Context '${into}' did not exist prior to add extension - the context will be created.\n`;
    files.replace(withStep(files.model, { ...address, priority, application, argument }));
    const step = `'${exten},${priority},${application}(${argument})'`;
    return taken
      ? `Extension ${exten}@${into} (${priority}) replace by ${step}\n`
      : `${made}Extension ${step} added into '${into}' context\n`;
  },
});
