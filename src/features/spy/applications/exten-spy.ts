import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { byExtension } from '../choose-channel.ts';
import { spy } from '../spy.ts';
import { spyOptions } from '../spy-options.ts';

/** Listens to the calls of an extension. */
export const application = defineApplication({
  name: 'ExtenSpy',
  module: 'app_chanspy',
  synopsis: 'Listens to the channels of an extension, and may whisper to them',
  description: ['Answers the call. * goes to the next channel, # changes the volume.'],
  arguments: {
    extension: text('extension[@context]; the calling context where it is left out'),
    options: spyOptions,
  },
  results: { SPY_CHANNEL: 'the channel that was heard last, with option X' },
  examples: ['same => n,ExtenSpy(100@phones,w)'],
  seeAlso: ['ChanSpy'],
  run(call, { extension, options }) {
    const [exten = '', context = ''] = extension.split('@');
    const filter = byExtension(exten, context || call.channel.position.context);
    return spy(call, { filter, prefix: undefined, options });
  },
});
