import { actionMark, defineManagerAction, listEnd, managerList } from '../../../extend/define-manager-action.ts';
import { contactNames, endpointState, pjsipEndpoints } from '../listing/pjsip-objects.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowEndpoints: the endpoints of pjsip.conf and where they are. */
export const action = defineManagerAction({
  name: 'PJSIPShowEndpoints',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP endpoints.',
  classes: ['system'],
  tells: [
    {
      name: 'EndpointList',
      synopsis: 'An endpoint of pjsip.conf and where it is.',
      fields: '[ActionID] ObjectType ObjectName Transport Aor Auths OutboundAuths Contacts DeviceState ActiveChannels',
    },
    listEnd('EndpointListComplete'),
  ],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const items = pjsipEndpoints(stack).map((endpoint) => {
      const option = (name: string): string => optionOf(endpoint, name);
      const contacts = stack.book.aorsOf(endpoint).map((aor) => contactNames(stack, aor));
      return [
        ['Event', 'EndpointList'],
        ...actionMark(request),
        ['ObjectType', 'endpoint'],
        ['ObjectName', endpoint.name],
        ['Transport', endpoint.transport],
        ['Aor', endpoint.aors.join(',')],
        ['Auths', option('auth')],
        ['OutboundAuths', option('outbound_auth')],
        [
          'Contacts',
          contacts
            .flatMap((text) => (text === '' ? [] : text.split(',')))
            .map((one) => `${one},`)
            .join(''),
        ],
        ...endpointState(stack, endpoint),
      ] as const;
    });
    return managerList(request, {
      message: 'A listing of Endpoints follows, presented as EndpointList events',
      items,
      complete: 'EndpointListComplete',
    });
  },
});
