import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ifCutShort } from '../audio/_lib/if-cut-short.ts';

/** Waits until a moment. */
export const application = defineApplication({
  name: 'WaitUntil',
  module: 'app_waituntil',
  synopsis: 'Waits until a moment, given in seconds since 1970',
  arguments: { epoch: text('the moment; fractions allowed') },
  results: { WAITUNTILSTATUS: 'OK, FAILURE (no number), HANGUP, PAST' },
  examples: ['same => n,WaitUntil($[${EPOCH} + 60])'],
  seeAlso: ['Wait'],
  async run(call, { epoch }) {
    const status = (value: string): undefined => {
      call.set('WAITUNTILSTATUS', value);
    };
    if (epoch === '') {
      call.warn('WaitUntil requires an argument(epoch)');
      return status('FAILURE');
    }
    const seconds = Number.parseFloat(epoch);
    if (Number.isNaN(seconds)) {
      call.warn('WaitUntil called with non-numeric argument');
      return status('FAILURE');
    }
    const leftMs = seconds * 1000 - call.clock.now();
    if (leftMs < 0) {
      const now = Math.floor(call.clock.now() / 1000);
      call.log.notice(`WaitUntil called in the past (now ${now}, arg ${Math.trunc(seconds)})`);
      return status('PAST');
    }
    const unlisten = call.channel.listen({ onDigit() {} });
    try {
      await ifCutShort(call.sleep(leftMs), () => status('HANGUP'));
    } finally {
      unlisten();
    }
    return status('OK');
  },
});
