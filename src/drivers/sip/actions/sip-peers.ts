import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { peersOf, placeOf, statusOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** SIPpeers: the peers of sip.conf and where they are. */
export const action = defineManagerAction({
  name: 'SIPpeers',
  module: 'chan_sip',
  synopsis: 'List SIP peers (text format).',
  classes: ['system', 'reporting'],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const yes = (on: boolean): string => (on ? 'yes' : 'no');
    const items = peersOf(stack).map((endpoint) => {
      const place = placeOf(stack, endpoint);
      return [
        ['Event', 'PeerEntry'],
        ...actionMark(request),
        ['Channeltype', 'SIP'],
        ['ObjectName', endpoint.name],
        ['ChanObjectType', 'peer'],
        ['IPaddress', place.host || '-none-'],
        ['IPport', String(place.port)],
        ['Dynamic', yes(!place.aor?.fixed)],
        ['AutoForcerport', yes(endpoint.symmetricSignalling === 'auto')],
        ['Forcerport', yes(endpoint.symmetricSignalling === 'yes')],
        ['AutoComedia', yes(endpoint.symmetricMedia === 'auto')],
        ['Comedia', yes(endpoint.symmetricMedia === 'yes')],
        ['VideoSupport', 'no'],
        ['TextSupport', 'no'],
        ['ACL', yes(endpoint.addresses.length > 0)],
        ['Status', statusOf(place)],
        ['RealtimeDevice', 'no'],
        ['Description', endpoint.description],
        ['Accountcode', endpoint.accountCode],
      ] as const;
    });
    return managerList(request, { message: 'Peer status list will follow', items, complete: 'PeerlistComplete' });
  },
});
