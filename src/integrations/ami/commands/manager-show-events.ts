import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { shownEvents } from '../event-page.ts';

/** `manager show events`. */
export const command = defineCliCommand({
  command: 'manager show events',
  module: 'manager',
  synopsis: 'List the events of the manager interface',
  usage: 'Lists the events. manager show event tells more of one.',
  run(context) {
    const names = shownEvents(context.use(registryPort))
      .map(({ name }) => name)
      .sort();
    let text = `Events:\n  ${'-'.repeat(20)}  ${'-'.repeat(20)}  ${'-'.repeat(20)}  \n`;
    for (const [index, name] of names.entries()) {
      text += `  ${name.slice(0, 20).padEnd(20)}`;
      if (index % 3 === 2) text += '\n';
    }
    return `${text}\n`;
  },
});
