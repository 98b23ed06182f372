import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Waits for the next ring. */
export const application = defineApplication({
  name: 'WaitForRing',
  module: 'app_waitforring',
  synopsis: 'Waits for the first ring of the line after some time; for lines that ring on, as analog ones do',
  arguments: { timeout: text('seconds that must pass first') },
  examples: ['same => n,WaitForRing(2)'],
  async run(call, { timeout }) {
    const seconds = Number.parseFloat(timeout);
    if (seconds < 0) {
      call.log.warning(`Invalid timeout provided for WaitForRing (${timeout})`);
      return undefined;
    }
    if (!(seconds >= 0)) {
      call.warn('WaitForRing requires an argument (minimum seconds)');
      return undefined;
    }
    const { channel, clock, signal } = call;
    await clock.sleep(seconds * 1000, signal);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stop = channel.listen({ onRinging: resolve });
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
      return undefined;
    } finally {
      stop();
      signal.removeEventListener('abort', onAbort);
    }
  },
});
