import { TextInbox, textInboxKey } from '../../channel/text-inbox.ts';
import { secondsAsMs } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Waits for a text from the phone. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'ReceiveText',
  module: 'app_sendtext',
  synopsis: 'Takes a text message from the phone, within the call',
  description: ['Without a timeout, only one that has come already.'],
  arguments: { timeout: secondsAsMs('how long to wait', { fallbackMs: 0 }) },
  results: {
    RECEIVETEXTSTATUS: 'SUCCESS or FAILURE (nothing came)',
    RECEIVETEXTMESSAGE: 'the text',
  },
  examples: ['same => n,ReceiveText(10)'],
  seeAlso: ['SendText'],
  async run(call, { timeout = 0 }) {
    const inbox = call.channel.attachments.ensure(textInboxKey, () => new TextInbox());
    let text = inbox.take();
    if (text === undefined && timeout > 0) {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const stopReading = inbox.whenNext(resolve);
      const timer = call.clock.after(timeout, () => resolve(undefined));
      const onAbort = (): void => resolve(undefined);
      call.signal.addEventListener('abort', onAbort, { once: true });
      text = await promise;
      stopReading();
      timer.cancel();
      call.signal.removeEventListener('abort', onAbort);
      call.throwIfInterrupted();
    }
    call.set('RECEIVETEXTSTATUS', text === undefined ? 'FAILURE' : 'SUCCESS');
    if (text !== undefined) call.set('RECEIVETEXTMESSAGE', text);
    return undefined;
  },
});
