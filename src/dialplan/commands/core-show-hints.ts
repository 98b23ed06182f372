import { extensionStatus } from '../../channel/state.ts';
import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanFilesPort } from '../loader.ts';

/** `core show hints`. */
export const command = defineCliCommand({
  command: 'core show hints',
  module: 'core',
  synopsis: 'List the hints of the dialplan and the states of their devices',
  run(context) {
    const states = context.use(deviceStatesPort);
    const rows = [...(context.use(dialplanFilesPort).model?.contexts.values() ?? [])].flatMap((one) =>
      one.extensions.flatMap(({ name, hint }) => {
        if (!hint) return [];
        const place = `${name}@${one.name}`.padEnd(20);
        const state = extensionStatus(states.state(hint.devices)).text.padEnd(15);
        return `${place}: ${hint.devices.padEnd(20)}  State:${state} Presence:${'not_set'.padEnd(15)} Watchers  0\n`;
      }),
    );
    if (rows.length === 0) return 'There are no registered dialplan hints\n';
    return `\n    -= Registered Asterisk Dial Plan Hints =-\n${rows.join('')}----------------\n- ${rows.length} hints registered\n`;
  },
});
