import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core waitfullybooted`. */
export const command = defineCliCommand({
  command: 'core waitfullybooted',
  module: 'core',
  synopsis: 'Wait until every module is up',
  usage: 'Returns as soon as every module is up; for scripts that begin right after the start.',
  async run(context) {
    await context.use(systemPort).waitFullyBooted();
    return 'Asterisk has fully booted.\n';
  },
});
