import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { cdrKey } from '../chain.ts';
import { amaFlagNamed } from '../record.ts';

/** Sets what the records are for. */
export const application = defineApplication({
  name: 'SetAMAFlags',
  module: 'app_cdr',
  synopsis: 'Sets the AMA flags of the channel; today Set(CHANNEL(amaflags)=flag)',
  arguments: { flag: text('OMIT, BILLING, DOCUMENTATION, or their numbers 1 to 3') },
  examples: ['same => n,SetAMAFlags(BILLING)'],
  seeAlso: ['CDR', 'CHANNEL'],
  run(call, { flag = '' }) {
    if (flag === '') {
      call.warn('SetAMAFlags requires a flag');
      return undefined;
    }
    call.channel.settings.amaFlags = amaFlagNamed(flag);
    call.channel.attachments.get(cdrKey)?.refreshParties();
    return undefined;
  },
});
