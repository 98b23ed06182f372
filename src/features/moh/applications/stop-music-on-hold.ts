import { defineApplication } from '../../../extend/define-application.ts';
import { musicPort } from '../../../pbx/ports/music.ts';

/** Ends what StartMusicOnHold() began. */
export const application = defineApplication({
  name: 'StopMusicOnHold',
  module: 'res_musiconhold',
  synopsis: 'Ends the music',
  arguments: {},
  examples: ['same => n,StopMusicOnHold()'],
  seeAlso: ['StartMusicOnHold'],
  run(call) {
    call.use(musicPort).stop(call.channel);
    return undefined;
  },
});
