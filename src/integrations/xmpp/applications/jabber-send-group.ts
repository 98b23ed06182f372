import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { inRoom } from '../room.ts';

/** Sends a message to a room. */
export const application = defineApplication({
  name: 'JabberSendGroup',
  module: 'res_xmpp',
  synopsis: 'Sends an XMPP message to all in a room',
  description: ['JabberJoin must have entered the room before.'],
  arguments: {
    account: text('the account in xmpp.conf that sends', { required: true }),
    room: text('the address of the room', { required: true }),
    message: text('the message; in quotes if it has commas', { required: true }),
    nick: text('the nickname in the room'),
  },
  withoutArgument: 'end',
  examples: ['same => n,JabberSendGroup(asterisk,office@rooms.example.org,Lunch!)'],
  run: (call, values) =>
    inRoom(call, values, async (account, room) => {
      await account.sendMessage(room, values.message, 'groupchat');
      return true;
    }),
});
