import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { eventPage, relatedHere, shownEvents } from '../event-page.ts';
import { eventRelations } from '../see-also.ts';

/** `manager show event NAME`. */
export const command = defineCliCommand({
  command: 'manager show event <name>',
  module: 'manager',
  synopsis: 'Tell what an event of the manager interface means and holds',
  usage: 'Tells what an event stands for, its headers in their order, and what these mean.',
  complete: (context, typed) =>
    typed.length > 0 ? [] : shownEvents(context.use(registryPort)).map(({ name }) => name),
  run(context, [name = '']) {
    const registry = context.use(registryPort);
    const found = shownEvents(registry).find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!found) return `Could not find event '${name}'\n`;
    const related = relatedHere(registry, eventRelations[found.name] ?? []);
    return eventPage(found, related, context.session.colour === true);
  },
});
