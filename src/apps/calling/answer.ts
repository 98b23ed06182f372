import { integer, options } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** How long the first audio is waited for. */
const MEDIA_MS = 500;

/** Answers the call. */
export const application = defineApplication({
  name: 'Answer',
  module: 'pbx_builtins',
  synopsis: 'Answers a call that rings',
  description: [
    'Accepts the call if it is not up yet, and waits until the caller is heard for the first time, at most half a second, so that the beginning of what is played next is not lost.',
    'With a delay it waits so long instead, and at least half a second.',
  ],
  arguments: {
    delay: integer('milliseconds to wait after answering', { min: 0 }),
    options: options('', { i: { doc: 'do not wait for the first audio' } }),
  },
  examples: ['exten => s,1,Answer()', 'exten => s,1,Answer(500)'],
  async run(call, { delay, options: given }) {
    if (call.channel.isUp) return undefined;
    const waits = delay !== undefined && delay > 0;
    await call.channel.answer(waits || given.has('i') ? 0 : MEDIA_MS);
    call.throwIfInterrupted();
    if (waits) await call.sleep(Math.max(delay, MEDIA_MS));
    return undefined;
  },
});
