import { defineApplication } from '../../../extend/define-application.ts';
import { cdrKey } from '../chain.ts';

/** Leaves out the call's records. */
export const application = defineApplication({
  name: 'NoCDR',
  module: 'app_cdr',
  synopsis: 'Writes no call detail record for this channel; today Set(CDR_PROP(disable)=1)',
  description: ['The records are kept as long as the call lasts: CDR() reads them, and ResetCDR(e) takes it back.'],
  arguments: {},
  examples: ['same => n,NoCDR()'],
  seeAlso: ['ResetCDR', 'CDR_PROP'],
  run(call) {
    call.channel.attachments.get(cdrKey)?.disable(true);
    return undefined;
  },
});
