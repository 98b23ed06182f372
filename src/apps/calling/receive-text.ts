import { end } from '../../channel/call.ts';
import { TextInbox, textInboxKey } from '../../channel/text-inbox.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Waits for a text from the phone. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'ReceiveText',
  module: 'app_sendtext',
  synopsis: 'Takes a text message from the phone, within the call',
  description: ['Without a timeout, only one that has come already.'],
  arguments: { timeout: text('how many seconds to wait') },
  results: {
    RECEIVETEXTSTATUS: 'SUCCESS or FAILURE (nothing came)',
    RECEIVETEXTMESSAGE: 'the text',
  },
  examples: ['same => n,ReceiveText(10)'],
  seeAlso: ['SendText'],
  async run(call, { timeout: written }) {
    const timeout = written.trim() === '' ? 0 : Number.parseFloat(written) * 1000;
    if (Number.isNaN(timeout)) {
      call.log.warning(`Invalid timeout provided: ${written}. No timeout set.`);
      return end();
    }
    const inbox = call.channel.attachments.ensure(textInboxKey, () => new TextInbox());
    let message = inbox.take();
    if (message === undefined && timeout > 0) {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const stopReading = inbox.whenNext(resolve);
      const timer = call.clock.after(timeout, () => resolve(undefined));
      const onAbort = (): void => resolve(undefined);
      call.signal.addEventListener('abort', onAbort, { once: true });
      message = await promise;
      stopReading();
      timer.cancel();
      call.signal.removeEventListener('abort', onAbort);
      call.throwIfInterrupted();
    }
    call.set('RECEIVETEXTSTATUS', message === undefined ? 'FAILURE' : 'SUCCESS');
    if (message !== undefined) call.set('RECEIVETEXTMESSAGE', message);
    return undefined;
  },
});
