import {
  defineManagerAction,
  listEnd,
  type ManagerHeaders,
  managerError,
  managerList,
} from '../../../extend/define-manager-action.ts';
import { maskedNetworks } from '../listing/masked-networks.ts';
import { aorHeaders, contactDetail, endpointState, objectHeaders, shownTransport } from '../listing/pjsip-objects.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowEndpoint: an endpoint with all that belongs to it. */
export const action = defineManagerAction({
  name: 'PJSIPShowEndpoint',
  module: 'res_pjsip',
  synopsis: 'Detail listing of an endpoint and its objects.',
  arguments: 'Endpoint',
  classes: ['system'],
  tells: [
    {
      name: 'EndpointDetail',
      synopsis: 'The endpoint, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName DeviceState ActiveChannels',
    },
    {
      name: 'AuthDetail',
      synopsis: 'An account that it uses, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName EndpointName',
    },
    {
      name: 'TransportDetail',
      synopsis: 'The transport that it uses, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName EndpointName',
    },
    {
      name: 'AorDetail',
      synopsis: 'An address of record of it, its options by their names.',
      fields: '[ActionID] ObjectType ObjectName TotalContacts ContactsRegistered EndpointName',
    },
    {
      name: 'ContactStatusDetail',
      synopsis: 'A contact of it.',
      fields:
        '[ActionID] AOR URI UserAgent RegExpire ViaAddress CallID Status RoundtripUsec EndpointName ID AuthenticateQualify OutboundProxy Path QualifyFrequency QualifyTimeout',
    },
    {
      name: 'IdentifyDetail',
      synopsis: 'A rule by which its requests are known.',
      fields: '[ActionID] ObjectType ObjectName EndpointName',
    },
    listEnd('EndpointDetailComplete'),
  ],
  run(context, request) {
    const name = request.header('Endpoint');
    if (name === '') return managerError('PJSIPShowEndpoint requires an endpoint name');
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('PJSIP', name);
    if (!endpoint) return managerError(`Unable to retrieve endpoint ${name}`);
    const owner = ['EndpointName', endpoint.name] as const;
    const option = (wanted: string): string => optionOf(endpoint, wanted);
    const accounts = `${option('auth')},${option('outbound_auth')}`.split(',').map((one) => one.trim());
    const auths = stack.book.objects.filter(({ type, name: auth }) => type === 'auth' && accounts.includes(auth));
    const transport = shownTransport(stack.book, option('transport'));
    const aors = stack.book.aorsOf(endpoint);
    const identifies = stack.book.objects.filter(
      (one) => one.type === 'identify' && optionOf(one, 'endpoint') === endpoint.name,
    );
    const items: ManagerHeaders[] = [
      [
        ...objectHeaders(request, 'EndpointDetail', { type: 'endpoint', name: endpoint.name, shown: endpoint.shown }),
        ...endpointState(stack, endpoint),
      ],
      ...auths.map((auth) => [...objectHeaders(request, 'AuthDetail', auth), owner]),
      ...(transport ? [[...objectHeaders(request, 'TransportDetail', transport), owner]] : []),
      ...aors.map((aor): ManagerHeaders => {
        const contacts = stack.locations.contactsAt(aor);
        return [
          ...aorHeaders(stack, request, 'AorDetail', aor),
          ['TotalContacts', String(contacts.length)],
          ['ContactsRegistered', String(contacts.filter(({ binding }) => binding).length)],
          owner,
        ];
      }),
      ...stack.locations.contactsOf(endpoint).map((contact) => contactDetail(request, contact, endpoint.name)),
      ...identifies.map((identify) => [
        ...objectHeaders(request, 'IdentifyDetail', identify, matches(identify)),
        owner,
      ]),
    ];
    return managerList(request, {
      message: 'Following are Events for each object associated with the Endpoint',
      items,
      complete: 'EndpointDetailComplete',
    });
  },
});

/** Networks with their masks, as Asterisk writes them. */
function matches({
  shown,
}: {
  readonly shown: ReadonlyArray<readonly [string, string]>;
}): Record<string, readonly [string, string]> {
  return { match: ['Match', maskedNetworks(optionOf({ shown }, 'match')).join(',')] };
}
