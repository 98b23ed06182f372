import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/**
 * Sends back what is heard.
 *
 * Deviation: there is one stream of audio a call, so that only that one is sent back.
 */
export const application = defineApplication({
  name: 'StreamEcho',
  module: 'app_stream_echo',
  synopsis: 'Sends back what the caller says until # is pressed',
  arguments: {
    count: text('how many streams are wanted; there is one'),
    type: text('audio or video; only audio is there'),
  },
  seeAlso: ['Echo'],
  run: (call) => call.use(dialplanPort).execute(call, 'Echo', ''),
});
