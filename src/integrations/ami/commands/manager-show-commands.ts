import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerActionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** What a line has room for, besides its margins. */
const ROOM = 76;

/** `manager show commands`. */
export const command = defineCliCommand({
  command: 'manager show commands',
  module: 'manager',
  synopsis: 'List the actions of the manager interface',
  usage: 'Lists the actions with what they do. manager show command tells more of one.',
  run(context) {
    const actions = context.use(registryPort).list(managerActionKind);
    const width = Math.max(6, ...actions.map(({ name }) => name.length));
    const line = (name: string, synopsis: string): string =>
      `  ${name.padEnd(width)}  ${synopsis.slice(0, ROOM - width)}\n`;
    return [
      line('Action', 'Synopsis'),
      line('------', '--------'),
      ...actions.map(({ name, synopsis }) => line(name, synopsis)),
      '\n',
    ].join('');
  },
});
