import { stopTone } from '../../channel/prompt/background-tone.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Ends the tone that PlayTones() began. */
export const application = defineApplication({
  name: 'StopPlayTones',
  module: 'app_playtones',
  synopsis: 'Ends the tone that PlayTones() began',
  arguments: {},
  examples: ['same => n,StopPlayTones()'],
  seeAlso: ['PlayTones'],
  run(call) {
    stopTone(call.channel);
    return undefined;
  },
});
