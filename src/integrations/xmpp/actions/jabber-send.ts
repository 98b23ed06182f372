import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { xmppAccountsPort } from '../accounts.ts';
import { parseAddress } from '../address.ts';

/**
 * Sends a message from an account.
 * Deviation: one answer; Asterisk 16 sends two for one action, which throws clients out of step.
 */
export const action = defineManagerAction({
  name: 'JabberSend',
  module: 'res_xmpp',
  synopsis: 'Sends a message to a Jabber Client.',
  arguments: 'Jabber JID Message',
  classes: ['system'],
  async run(context, request) {
    const account = context.use(xmppAccountsPort).find(request.header('Jabber'));
    const to = request.header('ScreenName') || request.header('JID');
    const message = request.header('Message');
    if (request.header('Jabber') === '') return managerError('No transport specified');
    if (to === '') return managerError('No ScreenName specified');
    if (message === '') return managerError('No message specified');
    if (!account) return managerError('Could not find Sender');
    if (!parseAddress(to)) return managerError('The ScreenName is no XMPP address');
    await account.sendMessage(to, message);
    return { response: 'Success', headers: [] };
  },
});
