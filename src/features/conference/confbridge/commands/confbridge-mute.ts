import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { choose } from '../../choose.ts';
import { confbridgePort } from '../../hall.ts';

/** `confbridge mute` */
export const command = defineCliCommand({
  command: 'confbridge mute <conference> <participant>',
  module: 'app_confbridge',
  synopsis: 'Mute participants in a conference.',
  usage: 'The participant is a channel, all, or participants for all but administrators.',
  run(context, [name = '', who = '']) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return `No conference bridge named '${name}' found!\n`;
    const chosen = choose(conference, who);
    if (chosen.length === 0) return `No channel named '${who}' found in conference ${name}\n`;
    for (const one of chosen) conference.mute(one, true);
    return `Muting ${who} from confbridge ${name}\n`;
  },
});
