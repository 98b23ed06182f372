import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech create: creates a speech object. */
export const agiCommand = defineAgiCommand({
  command: 'speech create',
  module: 'res_agi',
  synopsis: 'Creates a speech object',
  syntax: '<engine>',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: false,
  run() {
    return { result: 0 };
  },
});
