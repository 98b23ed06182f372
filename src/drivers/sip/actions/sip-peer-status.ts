import { actionMark, defineManagerAction, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { peersOf, placeOf, statusOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** SIPpeerstatus: whether the peers of sip.conf, or one of them, can be reached. */
export const action = defineManagerAction({
  name: 'SIPpeerstatus',
  module: 'chan_sip',
  synopsis: 'Show the status of one or all of the sip peers.',
  arguments: '[Peer]',
  classes: ['system'],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const name = request.header('Peer');
    const peers = peersOf(stack).filter((one) => name === '' || one.name === name);
    if (name !== '' && peers.length === 0) return managerError('No such peer');
    const items = peers.map((endpoint) => {
      const place = placeOf(stack, endpoint);
      const [status = ''] = statusOf(place).split(' ');
      const word =
        { OK: 'Reachable', LAGGED: 'Lagged', UNREACHABLE: 'Unreachable', UNKNOWN: 'Unknown' }[status] ?? status;
      const ms = place.contact?.roundTripMs;
      return [
        ['Event', 'PeerStatus'],
        ['Privilege', 'System'],
        ['ChannelType', 'SIP'],
        ['Peer', `SIP/${endpoint.name}`],
        ['PeerStatus', word],
        ...(ms !== undefined && (word === 'Reachable' || word === 'Lagged')
          ? [['Time', String(Math.round(ms))] as const]
          : []),
        ...actionMark(request),
      ] as const;
    });
    return managerList(request, { message: 'Peer status will follow', items, complete: 'SIPpeerstatusComplete' });
  },
});
