import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** speech destroy: destroys a speech object. */
export const agiCommand = defineAgiCommand({
  command: 'speech destroy',
  module: 'res_agi',
  synopsis: 'Destroys a speech object',
  syntax: '',
  usage: ['There is no speech engine.', 'The result is 0.'],
  dead: true,
  run() {
    return { result: 0 };
  },
});
