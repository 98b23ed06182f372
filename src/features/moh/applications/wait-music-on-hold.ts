import { secondsAsMs } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { musicPort } from '../../../pbx/ports/music.ts';

/** Music for a time, then the dialplan goes on. */
export const application = defineApplication({
  name: 'WaitMusicOnHold',
  module: 'res_musiconhold',
  synopsis: 'Waits, with music',
  description: ['Old form of MusicOnHold(,SECONDS).'],
  arguments: { delay: secondsAsMs('how long', { required: true }) },
  examples: ['same => n,WaitMusicOnHold(10)'],
  seeAlso: ['MusicOnHold', 'Wait'],
  async run(call, { delay = 0 }) {
    const { channel, clock, signal } = call;
    const music = call.use(musicPort);
    if (!music.start(channel))
      call.log.warning(`Unable to start music on hold for ${delay / 1000} seconds on channel ${channel.name}`);
    try {
      await clock.sleep(delay, signal);
    } finally {
      music.stop(channel);
    }
    return undefined;
  },
});
