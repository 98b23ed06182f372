import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** noop: does nothing. */
export const agiCommand = defineAgiCommand({
  command: 'noop',
  module: 'res_agi',
  synopsis: 'Does nothing',
  syntax: '[<text>]',
  usage: ['The result is 0.'],
  dead: true,
  run() {
    return { result: 0 };
  },
});
