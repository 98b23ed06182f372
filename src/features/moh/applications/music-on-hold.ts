import { untilAborted } from '../../../base/until-aborted.ts';
import { secondsAsMs, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { musicPort } from '../../../pbx/ports/music.ts';

/** Music until the caller hangs up, or for a time. */
export const application = defineApplication({
  name: 'MusicOnHold',
  module: 'res_musiconhold',
  synopsis: 'Plays music to the caller',
  description: ['Plays until the caller hangs up, or for so many seconds. Does not answer the call.'],
  arguments: {
    class: text('the class of musiconhold.conf; that of the channel, or default, unless given'),
    duration: secondsAsMs('how long; until hangup unless given'),
  },
  examples: ['same => n,MusicOnHold(jazz)', 'same => n,MusicOnHold(default,30)'],
  seeAlso: ['StartMusicOnHold', 'CHANNEL'],
  async run(call, { class: className, duration }) {
    const { channel, clock, signal } = call;
    const music = call.use(musicPort);
    if (!music.start(channel, { wanted: className })) {
      call.log.warning(`Unable to start music on hold (class '${className}') on channel ${channel.name}`);
      return undefined;
    }
    try {
      await (duration !== undefined && duration > 0 ? clock.sleep(duration, signal) : untilAborted(signal));
    } finally {
      music.stop(channel);
    }
    return undefined;
  },
});
