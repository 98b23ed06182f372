import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { inRoom } from '../room.ts';

/** Enters a room. */
export const application = defineApplication({
  name: 'JabberJoin',
  module: 'res_xmpp',
  synopsis: 'Enters an XMPP room',
  arguments: {
    account: text('the account in xmpp.conf', { required: true }),
    room: text('the address of the room', { required: true }),
    nick: text('the nickname in the room; the account’s own name unless given'),
  },
  withoutArgument: 'end',
  examples: ['same => n,JabberJoin(asterisk,office@rooms.example.org,telephone)'],
  run: (call, values) => inRoom(call, values, (account, room, nick) => account.joinRoom(room, nick)),
});
