import { defineManagerAction, listEnd, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { aorHeaders, pjsipAors } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowAors: the addresses of record of pjsip.conf. */
export const action = defineManagerAction({
  name: 'PJSIPShowAors',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP AORs.',
  classes: ['system'],
  tells: [
    {
      name: 'AorList',
      synopsis: 'An address of record of pjsip.conf, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName',
    },
    listEnd('AorListComplete'),
  ],
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
