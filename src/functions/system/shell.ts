import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { processesPort } from '../../pbx/ports/processes.ts';

/** What a command of the system prints. */
export const dialplanFunction = defineFunction({
  name: 'SHELL',
  module: 'func_shell',
  synopsis: 'What a command of the system prints',
  description: ['With the line feed at its end. Never build the command from what callers send without FILTER().'],
  arguments: { command: rest('the command', { required: true }) },
  dangerous: 'both',
  examples: ['same => n,Set(load=${SHELL(cat /proc/loadavg):0:4})'],
  async read(context, { command }) {
    const { stdout } = await context.use(processesPort).shell(command);
    return stdout.toString('utf8');
  },
});
