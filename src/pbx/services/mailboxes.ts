import type { EventBus } from '../../base/event-bus.ts';
import type { Mailboxes, MailboxKeeper, MessageCounts } from '../ports/mailboxes.ts';
import { mailboxChanged } from '../ports/mailboxes.ts';

const NONE: MessageCounts = { unheard: 0, urgent: 0, heard: 0 };

/** Makes the register of mailboxes, which asks the keepers in the order in which they came. */
export function createMailboxes(bus: EventBus): Mailboxes {
  const keepers: MailboxKeeper[] = [];
  const ask = (box: string, context: string): MessageCounts | undefined => {
    for (const keeper of keepers) {
      const counts = keeper.counts(box, context);
      if (counts !== undefined) return counts;
    }
    return undefined;
  };
  return {
    keep(keeper) {
      keepers.push(keeper);
      return () => {
        const index = keepers.indexOf(keeper);
        if (index >= 0) keepers.splice(index, 1);
      };
    },
    counts(mailbox) {
      let sum: MessageCounts | undefined;
      for (const name of mailbox.split(/[,&]/)) {
        const at = name.indexOf('@');
        const box = (at < 0 ? name : name.slice(0, at)).trim();
        const counts = ask(box, at < 0 ? 'default' : name.slice(at + 1).trim() || 'default');
        if (counts === undefined) continue;
        sum = {
          unheard: (sum?.unheard ?? 0) + counts.unheard,
          urgent: (sum?.urgent ?? 0) + counts.urgent,
          heard: (sum?.heard ?? 0) + counts.heard,
        };
      }
      return sum;
    },
    deliver(mailbox, recording) {
      const [, box = '', context = '', folder = ''] = /^([^@/]*)(?:@([^/]*))?(?:\/(.*))?$/s.exec(mailbox.trim()) ?? [];
      const where = context || 'default';
      const keeper = keepers.find((one) => one.deliver && one.counts(box, where) !== undefined);
      if (!keeper?.deliver) return `there is no mailbox '${box}@${where}'`;
      return keeper.deliver(box, where, folder, recording);
    },
    changed(box, context, by) {
      bus.publish(mailboxChanged, { mailbox: `${box}@${context}`, counts: ask(box, context) ?? NONE, by });
    },
  };
}
