import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { completeModule } from '../complete.ts';

/** `module reload [NAME…]`. */
export const command = defineCliCommand({
  command: 'module reload [<module...>]',
  module: 'core',
  synopsis: 'Let modules read their configuration again',
  usage: 'Without a name all modules read their configuration again.',
  complete: completeModule,
  async run(context, names) {
    const modules = context.use(modulesPort);
    if (names.length === 0) {
      const outcome = await modules.reload();
      return outcome.ok ? '' : `${outcome.message}\n`;
    }
    let text = '';
    for (const name of names) {
      const outcome = await modules.reload(name);
      text += outcome.ok ? `Module '${name}' reloaded successfully.\n` : `${outcome.message}\n`;
    }
    return text;
  },
});
