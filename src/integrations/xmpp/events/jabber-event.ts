import { defineEvent } from '../../../extend/define-event.ts';
import { stanzaReceived } from '../happenings.ts';

/** Something came over an account. */
export const event = defineEvent({
  name: 'JabberEvent',
  module: 'res_xmpp',
  synopsis: 'Something came over an account.',
  fields: 'Account Packet',
  topic: stanzaReceived,
  class: 'user',
  headers: ({ account, packet }) => [
    ['Account', account],
    ['Packet', packet],
  ],
});
