import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** verbose: writes to the log. */
export const agiCommand = defineAgiCommand({
  command: 'verbose',
  module: 'res_agi',
  synopsis: 'Writes to the log',
  syntax: '<message> [<level>]',
  usage: ['Shows a message to consoles of that verbosity, 1 to 4; 1 unless given.', 'The result is 1.'],
  dead: true,
  run({ call, script }, [message, level]) {
    if (message === undefined) return 'usage';
    const wanted = Number.parseInt(level ?? '', 10);
    call.log.verbose(wanted >= 1 && wanted <= 4 ? wanted : 1, `${script}: ${message}`);
    return { result: 1 };
  },
});
