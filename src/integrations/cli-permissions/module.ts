import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { consoleRightsPort } from '../../pbx/ports/console-rights.ts';
import { accountNumber } from './accounts.ts';
import { cliPermissionsSchema } from './files/cli-permissions-conf.ts';
import { rightsDeskPort } from './ports.ts';
import { FileRights } from './rights.ts';

/** Which users of the machine may run which console commands, from cli_permissions.conf. */
export const module = defineModule({
  name: 'cli_permissions',
  description: 'CLI permissions',
  needs: [configFilesPort],
  offers: [consoleRightsPort, rightsDeskPort],
  start(context) {
    const rights = new FileRights();
    const load = (): LoadResult => {
      const { file, values } = context.use(configFilesPort).load(cliPermissionsSchema);
      if (file.rejected)
        return { ok: false, declined: 'cli_permissions.conf is refused; the rights stay as they were' };
      const people = values.people.flatMap((section) => {
        const kind = section.name.startsWith('@') ? 'group' : 'user';
        const name = section.name.replace(/^@/, '');
        const number = accountNumber(kind, name);
        if (number === undefined) {
          context.log.warning(`cli_permissions.conf: there is no ${kind} '${name}' on this machine`);
          return [];
        }
        const rules = section.values.rules.map((line) => ({
          permit: line.name === 'permit',
          command: line.value.text,
        }));
        return [{ kind, name, number, rules } as const];
      });
      rights.settings = { usual: values.general.values.default_perm === 'permit', people };
      return { ok: true };
    };
    load();
    context.offer(consoleRightsPort, rights);
    context.offer(rightsDeskPort, { rights, reload: () => void load() });
    return { reload: load };
  },
});
