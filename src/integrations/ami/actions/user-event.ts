import { userEventSent } from '../../../channel/events.ts';
import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';

/** UserEvent: an event of the client's own, for all clients. */
export const action = defineManagerAction({
  name: 'UserEvent',
  module: 'manager',
  synopsis: 'Send an arbitrary event.',
  arguments: 'UserEvent [Header1] [HeaderN]',
  classes: ['user'],
  run({ bus }, request) {
    const headers = request.headers.filter(([name]) => !['action', 'userevent'].includes(name.trim().toLowerCase()));
    bus.publish(userEventSent, { channel: undefined, name: request.header('UserEvent'), headers });
    return managerSuccess('Event Sent');
  },
});
