import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runShell } from './_lib/shell.ts';

/** Runs a command; the call goes on whatever comes of it. */
export const application = defineApplication({
  name: 'TrySystem',
  module: 'app_system',
  synopsis: 'Runs a command in the system’s shell; its failure does not end the call',
  arguments: { command: rest('the command') },
  results: { SYSTEMSTATUS: 'FAILURE: it could not be run; SUCCESS; APPERROR: it ended with an error code' },
  seeAlso: ['System'],
  async run(call, { command }) {
    await runShell(call, 'TrySystem', command);
    return undefined;
  },
});
