import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { noticeOf } from '../notice-of.ts';
import { sipStackPort } from '../ports.ts';

/**
 * SIPnotify: a NOTIFY to a phone, for example to make it read its configuration again; with `Call-ID` within a call that is up.
 *
 * Deviation: only peers of sip.conf are reached; Asterisk takes an unknown name for a host.
 */
export const action = defineManagerAction({
  name: 'SIPnotify',
  module: 'chan_sip',
  synopsis: 'Send a SIP notify.',
  arguments: 'Channel Variable [Call-ID]',
  classes: ['system'],
  run(context, request) {
    const name = request.header('Channel').replace(/^sip\//i, '');
    if (name === '') return managerError('SIPNotify requires a channel name');
    const stack = context.use(sipStackPort);
    const callId = request.header('Call-ID');
    if (callId !== '')
      return stack.notifyWithin(callId, noticeOf(request))
        ? managerSuccess('Notify Sent')
        : managerError('Call-ID not found');
    const endpoint = stack.endpointOf('SIP', name);
    return endpoint && stack.notify(endpoint, noticeOf(request))
      ? managerSuccess('Notify Sent')
      : managerError('Could not create address');
  },
});
