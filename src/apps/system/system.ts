import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runShell } from './_lib/shell.ts';

/** Runs a command. */
export const application = defineApplication({
  name: 'System',
  module: 'app_system',
  synopsis: 'Runs a command in the system’s shell and waits for it',
  description: [
    'A command that cannot be run ends the call; one that fails does not. Never build the command from what callers send without FILTER().',
  ],
  arguments: { command: rest('the command') },
  results: { SYSTEMSTATUS: 'FAILURE: it could not be run; SUCCESS; APPERROR: it ended with an error code' },
  examples: ['same => n,System(logger "a call from extension 100")'],
  seeAlso: ['TrySystem'],
  async run(call, { command }) {
    return (await runShell(call, 'System', command)) === 'FAILURE' ? end() : undefined;
  },
});
