import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNames, withAccount } from '../sharing/node-command.ts';
import { childOf, stanza } from '../stream/stanza.ts';

/** `xmpp list nodes`. Deviation: waits for the answer; Asterisk prints it whenever it comes. */
export const command = defineCliCommand({
  command: 'xmpp list nodes <connection> [<collection>]',
  module: 'res_xmpp',
  synopsis: 'Lists PubSub nodes',
  usage: 'Lists the nodes of the service that an account shares states by, or of one collection.',
  complete: accountNames,
  run: (context, [name = '', collection]) =>
    withAccount(context, name, async (account) => {
      const question = stanza('query', { xmlns: 'http://jabber.org/protocol/disco#items', node: collection });
      const answer = await account.ask('get', question, account.settings.sharing?.service);
      const listed = answer && childOf(answer, 'query');
      if (!listed) return { failed: true, text: 'The service does not answer.\n' };
      const nodes = listed.children.flatMap(({ attributes }) => attributes['node'] ?? []);
      return `Listing pubsub nodes.\n${nodes.map((node) => `Connection: ${name}  Node name: ${node}\n`).join('')}`;
    }),
});
