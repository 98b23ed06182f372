import { hangupCausesKey } from '../../channel/hangup-causes.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Forgets what HANGUPCAUSE() knows. */
export const application = defineApplication({
  name: 'HangupCauseClear',
  module: 'func_hangupcause',
  synopsis: 'Forgets what the far ends of earlier calls have said',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,HangupCauseClear()'],
  seeAlso: ['HANGUPCAUSE', 'HANGUPCAUSE_KEYS'],
  run({ channel }) {
    channel.attachments.delete(hangupCausesKey);
    return undefined;
  },
});
