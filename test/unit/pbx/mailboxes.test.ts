import { expect, test } from 'vitest';
import { EventBus } from '../../../src/base/event-bus.ts';
import { mailboxChanged } from '../../../src/pbx/ports/mailboxes.ts';
import { createMailboxes } from '../../../src/pbx/services/mailboxes.ts';

test('mailboxes are counted by whoever keeps them, several as a sum, and changes are told', () => {
  const bus = new EventBus(() => undefined);
  const mailboxes = createMailboxes(bus);
  const told: string[] = [];
  bus.on(mailboxChanged, ({ mailbox, counts }) => told.push(`${mailbox} ${counts.unheard}/${counts.heard}`));
  const leave = mailboxes.keep({
    counts: (box, context) => (context === 'default' && box !== '9' ? { unheard: 2, urgent: 1, heard: 3 } : undefined),
  });

  expect(mailboxes.counts('1000')).toEqual({ unheard: 2, urgent: 1, heard: 3 });
  expect(mailboxes.counts('1000@default,1001&9')).toEqual({ unheard: 4, urgent: 2, heard: 6 });
  expect(mailboxes.counts('1000@work')).toBeUndefined();
  mailboxes.changed('1000', 'default');
  leave();
  mailboxes.changed('1000', 'default');
  expect(told).toEqual(['1000@default 2/3', '1000@default 0/0']);
});
