import { defineAgiCommand } from '../../../extend/define-agi-command.ts';

/** answer: answers the call. */
export const agiCommand = defineAgiCommand({
  command: 'answer',
  module: 'res_agi',
  synopsis: 'Answers the call',
  syntax: '',
  usage: ['Answers the call unless it is up.', 'The result is 0, or -1 where it cannot be answered.'],
  dead: false,
  async run({ call }) {
    await call.channel.answer();
    return { result: call.channel.isUp ? 0 : -1 };
  },
});
