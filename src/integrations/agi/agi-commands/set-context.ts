import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** set context: changes the context in which the call goes on. */
export const agiCommand = defineAgiCommand({
  command: 'set context',
  module: 'res_agi',
  synopsis: 'Changes the context in which the call goes on',
  syntax: '<context>',
  usage: ['The call goes on there once the script has ended.', 'The result is 0.'],
  dead: false,
  run({ call }, [context, more]) {
    if (context === undefined || more !== undefined) return 'usage';
    call.channel.position.context = context;
    return { result: 0 };
  },
});
