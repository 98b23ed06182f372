import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { inRoom } from '../room.ts';

/** Leaves a room. */
export const application = defineApplication({
  name: 'JabberLeave',
  module: 'res_xmpp',
  synopsis: 'Leaves an XMPP room',
  arguments: {
    account: text('the account in xmpp.conf', { required: true }),
    room: text('the address of the room', { required: true }),
    nick: text('the nickname under which it was entered; the account’s own name unless given'),
  },
  withoutArgument: 'end',
  examples: ['same => n,JabberLeave(asterisk,office@rooms.example.org,telephone)'],
  run: (call, values) => inRoom(call, values, (account, room, nick) => account.leaveRoom(room, nick)),
});
