import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech unload grammar: unloads a grammar. */
export const agiCommand = defineAgiCommand({
  command: 'speech unload grammar',
  module: 'res_agi',
  synopsis: 'Unloads a grammar',
  syntax: '<name>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: true,
  run: (_context, args) => (args.length !== 1 ? 'usage' : { result: 0 }),
});
