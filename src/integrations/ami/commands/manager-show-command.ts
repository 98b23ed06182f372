import { managerClasses } from '../../../config/files/manager-conf.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerActionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** `manager show command ACTION...`. */
export const command = defineCliCommand({
  command: 'manager show command <actions...>',
  module: 'manager',
  synopsis: 'Tell what actions of the manager interface do',
  complete: (context) =>
    context
      .use(registryPort)
      .list(managerActionKind)
      .map(({ name }) => name),
  run(context, names) {
    const registry = context.use(registryPort);
    return names
      .map((name) => {
        const action = registry.list(managerActionKind).find((one) => one.name.toLowerCase() === name.toLowerCase());
        if (!action) return '';
        const held = managerClasses.filter((one) => action.classes.includes(one));
        const right = held.length === 0 ? '<none>' : [...held, 'all'].join(',');
        return [
          `[Syntax]\nAction: ${action.name}\n[ActionID:] <value>\n`,
          `[Synopsis]\n${action.synopsis}\n`,
          `[Privilege]\n${right}\n`,
          '',
        ].join('\n');
      })
      .join('');
  },
});
