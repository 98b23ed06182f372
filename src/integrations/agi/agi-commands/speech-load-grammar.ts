import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech load grammar: loads a grammar. */
export const agiCommand = defineAgiCommand({
  command: 'speech load grammar',
  module: 'res_agi',
  synopsis: 'Loads a grammar',
  syntax: '<name> <path>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run: (_context, args) => (args.length !== 2 ? 'usage' : { result: 0 }),
});
