import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerEventKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { eventFields } from '../event-fields.ts';
import { shownHeader, shownSection } from '../shown-section.ts';

/** `manager show event NAME`. */
export const command = defineCliCommand({
  command: 'manager show event <name>',
  module: 'manager',
  synopsis: 'Tell what an event of the manager interface means and holds',
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
    const colour = context.session.colour === true;
    const headers = eventFields(found.fields).map((one) => shownHeader(one.name, one.optional));
    return [
      `Event: ${found.name}\n`,
      shownSection('Synopsis', found.synopsis, colour),
      shownSection('Syntax', [`Event: ${found.name}`, ...headers].join('\n'), colour),
    ].join('');
  },
});
