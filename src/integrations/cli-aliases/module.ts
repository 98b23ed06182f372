import { cliAliasesSchema } from '../../config/files/cli-aliases-conf.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { commandsPort } from '../../pbx/ports/commands.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';

/** Other words for console commands, from cli_aliases.conf. */
export const module = defineModule({
  name: 'res_clialiases',
  description: 'CLI Aliases',
  needs: [commandsPort, configFilesPort],
  start(context) {
    const made: Array<() => void> = [];
    const clear = (): void => {
      for (const remove of made.splice(0)) remove();
    };
    const load = (): LoadResult => {
      const { file, values } = context.use(configFilesPort).load(cliAliasesSchema);
      if (file.missing) return { ok: false, declined: 'there is no cli_aliases.conf' };
      if (file.rejected) return { ok: false, declined: 'cli_aliases.conf is refused' };
      clear();
      const commands = context.use(commandsPort);
      const known = new Set<string>();
      for (const { value: template } of values.general.values.template) {
        const list = values.lists.find(({ name }) => name.toLowerCase() === template.text.toLowerCase());
        for (const { name, value } of list?.values.aliases ?? []) {
          if (known.has(name.toLowerCase())) continue;
          known.add(name.toLowerCase());
          made.push(commands.alias(name, value ?? ''));
        }
      }
      return { ok: true };
    };
    context.scope.onClose('aliases', clear);
    const first = load();
    return first.ok ? { reload: load } : first;
  },
});
