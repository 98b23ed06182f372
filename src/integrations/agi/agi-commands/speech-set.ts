import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech set: sets a setting of the speech engine. */
export const agiCommand = defineAgiCommand({
  command: 'speech set',
  module: 'res_agi',
  synopsis: 'Sets a setting of the speech engine',
  syntax: '…',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run() {
    return { result: 0 };
  },
});
