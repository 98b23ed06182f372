import { defineCliCommand } from '../../extend/define-cli-command.ts';

/** `core show switches`. */
export const command = defineCliCommand({
  command: 'core show switches',
  module: 'core',
  synopsis: 'List what `switch =>` of a context can lead to',
  usage: 'Lists the kinds of switch that a context can have, such as Realtime.',
  run: () => '\n    -= Registered Asterisk Alternative Switches =-\nLoopback: Loopback Dialplan Switch\n',
});
