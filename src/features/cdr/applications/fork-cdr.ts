import { options } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { cdrKey } from '../chain.ts';

/** Adds a record to those of the call. */
export const application = defineApplication({
  name: 'ForkCDR',
  module: 'app_forkcdr',
  synopsis: 'Adds a call detail record that goes on beside the current one',
  description: ['Both tell from here on what the channel does, unless option e ends the current one.'],
  arguments: {
    options: options('how the added record begins', {
      a: { doc: 'it is answered now, where the channel is up' },
      e: { doc: 'end the records there are' },
      r: { doc: 'it starts now, and is answered now where the channel is up' },
      v: { doc: 'it takes over the values of your own' },
      ...Object.fromEntries(
        ['A', 'd', 'D', 'R', 's', 'T'].map((letter) => [letter, { doc: 'accepted for old dialplans, without effect' }]),
      ),
    }),
  },
  examples: ['same => n,ForkCDR(ae)'],
  seeAlso: ['CDR', 'NoCDR', 'ResetCDR'],
  run(call, { options: given }) {
    call.channel.attachments.get(cdrKey)?.fork({
      answerNow: given.has('a'),
      endOthers: given.has('e'),
      startNow: given.has('r'),
      keepVariables: given.has('v'),
    });
    return undefined;
  },
});
