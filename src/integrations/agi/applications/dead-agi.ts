import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { runAgi } from '../run-agi.ts';

/** AGI() under the name by which it was once used after a hangup. */
export const application = defineApplication({
  name: 'DeadAGI',
  module: 'res_agi',
  synopsis: 'Lets a script control a call that is over',
  description: ['The same as AGI(), which works after a hangup too.'],
  arguments: { script: rest('script[,argument…]') },
  results: { AGISTATUS: 'SUCCESS, FAILURE, NOTFOUND or HANGUP' },
  examples: ['exten => h,1,DeadAGI(bill.sh)'],
  seeAlso: ['AGI'],
  run(call, { script }) {
    call.log.warning('DeadAGI has been deprecated, please use AGI in all cases!');
    return runAgi(call, script, false);
  },
});
