import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';

/** The class that the channel hears when somebody puts it on hold. */
export const application = defineApplication({
  name: 'SetMusicOnHold',
  module: 'res_musiconhold',
  synopsis: 'Sets the class of music of the channel',
  description: ['Old form of Set(CHANNEL(musicclass)=CLASS).'],
  arguments: { class: text('the class of musiconhold.conf', { required: true }) },
  examples: ['same => n,SetMusicOnHold(jazz)'],
  seeAlso: ['CHANNEL', 'MusicOnHold'],
  run(call, { class: className }) {
    call.channel.settings.musicClass = className;
    return undefined;
  },
});
