import { managerClasses } from '../../../config/files/manager-conf.ts';
import { defineManagerAction, type ManagerActionDefinition } from '../../../extend/define-manager-action.ts';
import { managerActionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** ListCommands: what this user may send. */
export const action = defineManagerAction({
  name: 'ListCommands',
  module: 'manager',
  synopsis: 'List available manager commands.',
  classes: [],
  run: (context) => ({
    response: 'Success',
    headers: context
      .use(registryPort)
      .list(managerActionKind)
      .filter((one) => context.session.mayWrite(one.classes))
      .map((one) => [one.name, `${one.synopsis}  (Priv: ${privilege(one)})`] as const),
  }),
});

function privilege({ classes }: ManagerActionDefinition): string {
  if (classes.length === 0) return '<none>';
  return [...managerClasses.filter((one) => classes.includes(one)), 'all'].join(',');
}
