import { defineManagerAction, listEnd, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { objectHeaders } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowAuths: the accounts of pjsip.conf, with their passwords, as Asterisk tells them to who has the right `system`. */
export const action = defineManagerAction({
  name: 'PJSIPShowAuths',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP Auths.',
  classes: ['system'],
  tells: [
    {
      name: 'AuthList',
      synopsis: 'An account of pjsip.conf, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName',
    },
    listEnd('AuthListComplete'),
  ],
  run(context, request) {
    const auths = context.use(sipStackPort).book.objects.filter(({ type }) => type === 'auth');
    if (auths.length === 0) return managerError('No Auths found');
    return managerList(request, {
      message: 'A listing of Auths follows, presented as AuthList events',
      items: auths.map((auth) => objectHeaders(request, 'AuthList', auth)),
      complete: 'AuthListComplete',
    });
  },
});
