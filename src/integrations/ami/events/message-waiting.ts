import { defineEvent } from '../../../extend/define-event.ts';
import { mailboxChanged } from '../../../pbx/ports/mailboxes.ts';

/** What lies in a mailbox has changed; `New` counts the urgent messages too. */
export const event = defineEvent({
  name: 'MessageWaiting',
  module: 'manager',
  synopsis: 'What lies in a mailbox has changed; New counts the urgent messages too.',
  fields: 'Mailbox Waiting [New] [Old]',
  topic: mailboxChanged,
  class: 'call',
  headers: ({ mailbox, counts, by }, writer) => {
    const unheard = counts.unheard + counts.urgent;
    return [
      writer.channel(by),
      ['Mailbox', mailbox],
      ['Waiting', unheard > 0 ? '1' : '0'],
      ['New', String(unheard)],
      ['Old', String(counts.heard)],
    ];
  },
});
