import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerEventKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** `manager show event NAME`. */
export const command = defineCliCommand({
  command: 'manager show event <name>',
  module: 'manager',
  synopsis: 'Tell to whom an event of the manager interface is told',
  complete: (context, typed) =>
    typed.length > 0
      ? []
      : context
          .use(registryPort)
          .list(managerEventKind)
          .map(({ name }) => name),
  run(context, [name = '']) {
    const events = context.use(registryPort).list(managerEventKind);
    const found = events.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!found) return `Could not find event '${name}'\n`;
    return `Event: ${found.name}\n[Syntax]\nEvent: ${found.name}\nPrivilege: ${found.class},all\n\n[Module]\n${found.module}\n\n`;
  },
});
