import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech deactivate grammar: deactivates a grammar. */
export const agiCommand = defineAgiCommand({
  command: 'speech deactivate grammar',
  module: 'res_agi',
  synopsis: 'Deactivates a grammar',
  syntax: '<name>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run: (_context, args) => (args.length !== 1 ? 'usage' : { result: 0 }),
});
