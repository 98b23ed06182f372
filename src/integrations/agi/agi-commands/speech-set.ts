import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech set: sets a setting of the speech engine. */
export const agiCommand = defineAgiCommand({
  command: 'speech set',
  module: 'res_agi',
  synopsis: 'Sets a setting of the speech engine',
  syntax: '<name> <value>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run: (_context, args) => (args.length !== 2 ? 'usage' : { result: 0 }),
});
