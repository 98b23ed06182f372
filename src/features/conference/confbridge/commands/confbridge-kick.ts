import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { choose } from '../../choose.ts';
import { confbridgePort } from '../../hall.ts';

/** `confbridge kick` */
export const command = defineCliCommand({
  command: 'confbridge kick <conference> <participant>',
  module: 'app_confbridge',
  synopsis: 'Kick participants out of conference bridges.',
  usage: 'The participant is a channel, all, or participants for all but administrators.',
  run(context, [name = '', who = '']) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return `No conference bridge named '${name}' found!\n`;
    const chosen = choose(conference, who, { beginning: false });
    if (chosen.length === 0) return `No participant named '${who}' found!\n`;
    for (const one of chosen) one.leave('kicked');
    return `Kicked '${who}' out of conference '${name}'\n`;
  },
});
