import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';

/** Waits for one digit. */
export const application = defineApplication({
  name: 'WaitDigit',
  module: 'pbx_builtins',
  synopsis: 'Waits for the caller to press one of some digits',
  arguments: {
    seconds: text('how long, with fractions'),
    digits: text('the digits that count; all unless given'),
  },
  results: {
    WAITDIGITSTATUS: 'DTMF, TIMEOUT, CANCEL (hung up), ERROR',
    WAITDIGITRESULT: 'the digit, with the status DTMF',
  },
  examples: ['same => n,WaitDigit(10,12#)'],
  seeAlso: ['Read', 'WaitExten'],
  async run(call, { seconds, digits }) {
    const { channel, clock, signal } = call;
    const limitMs = Number.parseFloat(seconds) * 1000;
    if (!(limitMs > 0)) {
      call.set('WAITDIGITSTATUS', 'ERROR');
      return undefined;
    }
    const stream = new DigitStream(channel);
    const untilMs = clock.monotonic() + limitMs;
    const wait = async (): Promise<string | undefined> => {
      for (;;) {
        const digit = await stream.next(clock, Math.max(0, untilMs - clock.monotonic()), signal);
        if (digit === undefined || digits === '' || digits.includes(digit)) return digit;
      }
    };
    try {
      const digit = await ifCutShort(wait(), () => call.set('WAITDIGITSTATUS', 'CANCEL'));
      if (digit !== undefined) call.set('WAITDIGITRESULT', digit);
      call.set('WAITDIGITSTATUS', digit === undefined ? 'TIMEOUT' : 'DTMF');
      return undefined;
    } finally {
      stream.close();
    }
  },
});
