import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { peerAsked } from '../events.ts';
import { sipStackPort } from '../ports.ts';

/** SIPqualifypeer: asks a peer now whether it lives. */
export const action = defineManagerAction({
  name: 'SIPqualifypeer',
  module: 'chan_sip',
  synopsis: 'Qualify SIP peers.',
  arguments: 'Peer',
  classes: ['system', 'reporting'],
  run(context, request) {
    const name = request.header('Peer');
    if (name === '') return managerError('Peer: <name> missing.');
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint) return managerError('Peer not found');
    for (const aor of stack.book.aorsOf(endpoint)) stack.locations.qualify(aor);
    context.bus.publish(peerAsked, { peer: name, actionId: request.actionId });
    return managerSuccess('SIP peer found - will qualify');
  },
});
