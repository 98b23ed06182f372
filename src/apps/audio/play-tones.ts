import { end } from '../../channel/call.ts';
import { startTone } from '../../channel/prompt/background-tone.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** Plays a tone and goes on. */
export const application = defineApplication({
  name: 'PlayTones',
  module: 'app_playtones',
  synopsis: 'Plays a tone while the dialplan goes on',
  description: ['The tone sounds until something else is played, StopPlayTones(), or the end.'],
  arguments: { tone: rest('the name of a tone of indications.conf, or a tone as it is written there') },
  examples: ['same => n,PlayTones(busy)', 'same => n,PlayTones(425/480,0/480)'],
  seeAlso: ['StopPlayTones'],
  run(call, { tone: wanted }) {
    const { channel, log } = call;
    if (wanted === '') {
      log.notice('Nothing to play');
      return end();
    }
    const tones = call.use(tonesPort);
    const tone = tones.tone(wanted, channel.settings.toneZone) ?? tones.parse(wanted);
    if (typeof tone === 'string') log.error(tone);
    else if (startTone(channel, tone)) return undefined;
    log.notice('Unable to start playtones');
    return end();
  },
});
