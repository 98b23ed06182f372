import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech activate grammar: activates a grammar. */
export const agiCommand = defineAgiCommand({
  command: 'speech activate grammar',
  module: 'res_agi',
  synopsis: 'Activates a grammar',
  syntax: '<name>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run: (_context, args) => (args.length !== 1 ? 'usage' : { result: 0 }),
});
