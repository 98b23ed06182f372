import { options } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { cdrKey } from '../chain.ts';

/** Starts the call's records anew. */
export const application = defineApplication({
  name: 'ResetCDR',
  module: 'app_cdr',
  synopsis: 'Starts the call detail record anew',
  description: [
    'The record starts now, is answered now where the channel is up, and forgets the values of your own; the user field stays.',
  ],
  arguments: {
    options: options('what is kept', {
      v: { doc: 'keep the values of your own' },
      e: { doc: 'write the records again after NoCDR(); today Set(CDR_PROP(disable)=0)' },
    }),
  },
  examples: ['same => n,ResetCDR(v)'],
  seeAlso: ['ForkCDR', 'NoCDR', 'CDR_PROP'],
  run(call, { options: given }) {
    const chain = call.channel.attachments.get(cdrKey);
    if (given.has('e')) chain?.disable(false);
    chain?.reset(given.has('v'));
    return undefined;
  },
});
