import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { musicPort } from '../../../pbx/ports/music.ts';

/** Music while the dialplan goes on. */
export const application = defineApplication({
  name: 'StartMusicOnHold',
  module: 'res_musiconhold',
  synopsis: 'Starts music and goes on',
  description: ['The caller hears music until StopMusicOnHold(), or until something else is played.'],
  arguments: { class: text('the class of musiconhold.conf; that of the channel, or default, unless given') },
  examples: ['same => n,StartMusicOnHold(jazz)'],
  seeAlso: ['StopMusicOnHold', 'MusicOnHold'],
  run(call, { class: className }) {
    if (!call.use(musicPort).start(call.channel, { wanted: className }))
      call.log.notice(`Unable to start music on hold class '${className}' on channel ${call.channel.name}`);
    return undefined;
  },
});
