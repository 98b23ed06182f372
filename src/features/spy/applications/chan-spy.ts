import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { byPrefix } from '../choose-channel.ts';
import { spy } from '../spy.ts';
import { spyOptions } from '../spy-options.ts';

/** Listens to other calls. */
export const application = defineApplication({
  name: 'ChanSpy',
  module: 'app_chanspy',
  synopsis: 'Listens to other channels, and may whisper to them',
  description: [
    'Answers the call. * goes to the next channel, # changes the volume; digits and # choose the channel PREFIX/digits. Ends when the caller hangs up, unless an option ends it before.',
  ],
  arguments: {
    prefix: text('what the names of the channels begin with; all where left out'),
    options: spyOptions,
  },
  results: { SPY_CHANNEL: 'the channel that was heard last, with option X' },
  examples: ['same => n,ChanSpy(SIP/100,qw)', 'same => n,ChanSpy(,bg(sales))'],
  seeAlso: ['ExtenSpy'],
  run: (call, { prefix, options }) => spy(call, { filter: byPrefix(prefix, options), prefix, options }),
});
