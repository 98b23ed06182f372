import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech activate grammar: activates a grammar. */
export const agiCommand = defineAgiCommand({
  command: 'speech activate grammar',
  module: 'res_agi',
  synopsis: 'Activates a grammar',
  syntax: '…',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run() {
    return { result: 0 };
  },
});
