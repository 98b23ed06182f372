import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { AmiClient } from '../../../support/ami-client.ts';
import { FakeXmppServer } from '../../../support/fake-xmpp.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

const XMPP = `[asterisk]
serverhost = 127.0.0.1
username = pbx@example.org/pbx
secret = right
buddy = me@example.org
`;
const MANAGER = `[general]
enabled = yes
bindaddr = 127.0.0.1
[alice]
secret = wonder
read = user
write = system
`;

test('JabberSend sends, and events tell of presence and of what came', async () => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\n', 'xmpp.conf': XMPP, 'manager.conf': MANAGER },
    noload: ['chan_sip', 'res_pjsip', 'asterisk', 'res_console'],
  });
  const server = await FakeXmppServer.listen(pbx.network, { users: { pbx: 'right' } });
  await pbx.clock.advanceUntil(() => pbx.log.has('connected as'), 10_000);
  const client = new AmiClient(pbx.network);
  client.send('Action: Login\nUsername: alice\nSecret: wonder');
  await pbx.clock.advance(1000);
  client.take();

  client.send('Action: JabberSend\nJabber: asterisk\nScreenName: me@example.org\nMessage: over AMI\nActionID: 7');
  client.send('Action: JabberSend\nJabber: nobody\nScreenName: me@example.org\nMessage: x');
  client.send('Action: JabberSend\nJabber: asterisk\nMessage: x');
  await pbx.clock.advance(100);
  expect(server.messages).toEqual(['me@example.org: over AMI']);
  expect(client.take().filter((message) => message.startsWith('Response'))).toEqual([
    'Response: Success\nActionID: 7',
    'Response: Error\nMessage: Could not find Sender',
    'Response: Error\nMessage: No ScreenName specified',
  ]);

  server.presence('pbx', 'me@example.org/desk', 'away', 4);
  server.presence('pbx', 'me@example.org/desk', undefined);
  await pbx.clock.advance(100);
  const events = client.take();
  expect(events.filter((message) => message.startsWith('Event: JabberStatus'))).toEqual([
    'Event: JabberStatus\nPrivilege: user,all\nAccount: asterisk\nJID: me@example.org\nResource: desk\nStatus: 3\nPriority: 4\nDescription: ',
    'Event: JabberStatus\nPrivilege: user,all\nAccount: asterisk\nJID: me@example.org\nResource: desk\nStatus: 6',
  ]);
  expect(events.filter((message) => message.startsWith('Event: JabberEvent')).join()).toContain('<show>away</show>');
});

test('the module goes by its old name too', async () => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[default]\n', 'jabber.conf': XMPP, 'modules.conf': '[modules]\nautoload = yes\n' },
  });
  const run = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
  expect(await run('module unload res_jabber.so')).toContain('Unloaded');
  expect(await run('module show like res_xmpp')).toContain('0 modules loaded');
  expect(await run('module load res_jabber.so')).toContain('Loaded');
});
