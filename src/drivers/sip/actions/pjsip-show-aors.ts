import { defineManagerAction, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { aorHeaders, pjsipAors } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowAors: the addresses of record of pjsip.conf. */
export const action = defineManagerAction({
  name: 'PJSIPShowAors',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP AORs.',
  classes: ['system'],
  tells: ['AorList'],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const aors = pjsipAors(stack);
    if (aors.length === 0) return managerError('No Aors found');
    return managerList(request, {
      message: 'A listing of AORs follows, presented as AorList events',
      items: aors.map((aor) => aorHeaders(stack, request, 'AorList', aor)),
      complete: 'AorListComplete',
    });
  },
});
