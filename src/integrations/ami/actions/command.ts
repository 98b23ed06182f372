import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { commandsPort } from '../../../pbx/ports/commands.ts';

/** What programs may not do to the PBX they talk to. @see observed: Asterisk 16. */
const FORBIDDEN = [/^module\s+load\b/i, /^module\s+unload\b/i, /^restart\s+gracefully\b/i];

/** Command: one line of the console. */
export const action = defineManagerAction({
  name: 'Command',
  module: 'manager',
  synopsis: 'Execute Asterisk CLI Command.',
  arguments: 'Command',
  classes: ['command'],
  async run(context, request) {
    const line = request.header('Command').trim();
    if (line === '') return managerError('No command provided');
    if (FORBIDDEN.some((pattern) => pattern.test(line))) return managerError('Command blacklisted');
    const { ok, text } = await context.use(commandsPort).run(line);
    // A command that says nothing still has a line.
    const lines = text.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
    return {
      response: ok ? 'Success' : 'Error',
      message: 'Command output follows',
      headers: lines.map((one) => ['Output', one] as const),
    };
  },
});
