import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Sends the caller's own voice back. */
export const application = defineApplication({
  name: 'Echo',
  module: 'app_echo',
  synopsis: 'Sends what the caller says, and the digits, back until # is pressed',
  description: ['Does not answer the call.'],
  arguments: {},
  examples: ['same => n,Echo()'],
  async run(call) {
    const { channel, clock, signal } = call;
    const digits = new DigitStream(channel);
    channel.media?.echo(true);
    try {
      while ((await digits.next(clock, undefined, signal)) !== '#');
      return undefined;
    } finally {
      digits.drop();
      digits.close();
      channel.media?.echo(false);
    }
  },
});
