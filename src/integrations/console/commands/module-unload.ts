import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { completeModule } from '../complete.ts';

/** `module unload [-f] NAME…`. */
export const command = defineCliCommand({
  command: 'module unload <module...>',
  module: 'core',
  synopsis: 'Unload modules by name',
  usage: 'Unloads modules, in the order given. After -f or -h even those that are in use.',
  complete: completeModule,
  async run(context, words) {
    const force = words[0] === '-f' || words[0] === '-h';
    const names = force ? words.slice(1) : words;
    if (names.length === 0) return { usage: true };
    let text = '';
    for (const name of names) {
      const outcome = await context.use(modulesPort).unload(name, force);
      if (!outcome.ok) return { failed: true, text: `${text}Unable to unload resource ${name}: ${outcome.message}\n` };
      text += `Unloaded ${name}\n`;
    }
    return text;
  },
});
