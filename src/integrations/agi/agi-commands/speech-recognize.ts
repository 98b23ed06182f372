import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech recognize: recognizes speech. */
export const agiCommand = defineAgiCommand({
  command: 'speech recognize',
  module: 'res_agi',
  synopsis: 'Recognizes speech',
  syntax: '<prompt> <timeout> [<offset>]',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run: (_context, args) => (args.length < 2 ? 'usage' : { result: 0 }),
});
