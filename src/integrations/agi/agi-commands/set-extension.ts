import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** set extension: changes the extension in which the call goes on. */
export const agiCommand = defineAgiCommand({
  command: 'set extension',
  module: 'res_agi',
  synopsis: 'Changes the extension in which the call goes on',
  syntax: '<extension>',
  usage: ['The call goes on there once the script has ended.', 'The result is 0.'],
  dead: false,
  run({ call }, [exten, more]) {
    if (exten === undefined || more !== undefined) return 'usage';
    call.channel.position.exten = exten;
    return { result: 0 };
  },
});
