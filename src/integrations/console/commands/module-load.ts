import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** `module load NAME`. */
export const command = defineCliCommand({
  command: 'module load <module>',
  module: 'core',
  synopsis: 'Load a module by name',
  usage: 'Loads a module that does not run; .so may be left out. It says why where that is not possible.',
  complete: (context) => context.use(modulesPort).idle,
  async run(context, [name = '']) {
    const outcome = await context.use(modulesPort).load(name);
    if (outcome.ok) return `Loaded ${name}\n`;
    return { failed: true, text: `Unable to load module ${name}: ${outcome.message}\n` };
  },
});
