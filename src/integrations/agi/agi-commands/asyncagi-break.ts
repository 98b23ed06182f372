import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** asyncagi break: interrupts a script of the manager interface. */
export const agiCommand = defineAgiCommand({
  command: 'asyncagi break',
  module: 'res_agi',
  synopsis: 'Interrupts a script of the manager interface',
  syntax: '',
  usage: ['Has a meaning for scripts of the manager interface alone.'],
  dead: true,
  run() {
    return { result: 0 };
  },
});
