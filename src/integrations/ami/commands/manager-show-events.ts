import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerEventKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** `manager show events`. */
export const command = defineCliCommand({
  command: 'manager show events',
  module: 'manager',
  synopsis: 'List the events of the manager interface',
  run(context) {
    const names = [
      ...new Set(
        context
          .use(registryPort)
          .list(managerEventKind)
          .map(({ name }) => name),
      ),
    ].sort();
    let text = `Events:\n  ${'-'.repeat(20)}  ${'-'.repeat(20)}  ${'-'.repeat(20)}  \n`;
    for (const [index, name] of names.entries()) {
      text += `  ${name.slice(0, 20).padEnd(20)}`;
      if (index % 3 === 2) text += '\n';
    }
    return `${text}\n`;
  },
});
