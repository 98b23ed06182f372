import { defineDeviceStateProvider } from '../../extend/define-device-state-provider.ts';
import { defineModule } from '../../extend/define-module.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { mailboxChanged, mailboxesPort } from '../../pbx/ports/mailboxes.ts';

/** Mailboxes as devices, for hints: `MWI:box@context` is in use as long as there are new messages. @see observed: Asterisk 16 */
export const module = defineModule({
  name: 'res_mwi_devstate',
  description: 'MWI Device State Subscriptions',
  needs: [deviceStatesPort, mailboxesPort],
  start(context) {
    const states = context.use(deviceStatesPort);
    const mailboxes = context.use(mailboxesPort);
    const provider = defineDeviceStateProvider({
      prefix: 'MWI',
      state(mailbox) {
        const counts = mailbox.includes('@') ? mailboxes.counts(mailbox) : undefined;
        if (!counts) return 'INVALID';
        return counts.unheard + counts.urgent > 0 ? 'INUSE' : 'NOT_INUSE';
      },
    });
    context.scope.onClose('provider', states.provide(provider));
    const leave = context.bus.on(mailboxChanged, ({ mailbox }) => states.changed(`MWI:${mailbox}`));
    context.scope.onClose('mailboxes', leave);
    return undefined;
  },
});
