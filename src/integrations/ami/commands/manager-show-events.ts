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
    for (let at = 0; at < names.length; at += 3) {
      const [first = '', second = '', third = ''] = names.slice(at, at + 3).map((name) => name.slice(0, 20));
      text += `  ${first.padEnd(20)}  ${second.padEnd(20)}  ${third.padEnd(20)}\n`;
    }
    return `${text}\n`;
  },
});
