import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { completeModule } from '../complete.ts';

/** `module refresh MODULE`. */
export const command = defineCliCommand({
  command: 'module refresh <module> [recurse]',
  module: 'core',
  synopsis: 'Take a module out and load it anew',
  usage: 'Unloads a module that nothing else needs, and loads it again. recurse is understood, and changes nothing.',
  complete: (context, typed) => (typed.length > 0 ? [] : completeModule(context)),
  async run(context, [name = '']) {
    const modules = context.use(modulesPort);
    if (!modules.isLoaded(name)) return { failed: true, text: `Unable to unload resource ${name}\n` };
    const out = await modules.unload(name, false);
    if (!out.ok) return { failed: true, text: `Unable to unload resource ${name}\n` };
    const back = await modules.load(name);
    return back.ok ? `Unloaded and loaded ${name}\n` : { failed: true, text: `Unable to load module ${name}\n` };
  },
});
