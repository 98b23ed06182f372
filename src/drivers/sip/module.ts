import { defineModule } from '../../extend/define-module.ts';
import { bridgesPort } from '../../pbx/ports/bridges.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { hintWatchersPort } from '../../pbx/ports/hint-watchers.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { messagesPort } from '../../pbx/ports/messages.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { pickupCodePort } from '../../pbx/ports/pickup.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { sipStackPort } from './ports.ts';
import { SipStack } from './sip-stack.ts';

/** The SIP stack that chan_sip and chan_pjsip share; it listens to nothing until one of them says where. */
export const module = defineModule({
  name: 'sip',
  description: 'SIP Stack',
  needs: [bridgesPort, channelsPort, deviceStatesPort, dialplanPort, mediaPort, networkPort, systemPort],
  offers: [sipStackPort, hintWatchersPort],
  after: ['astdb', 'app_voicemail'],
  start(context) {
    const stack = new SipStack({
      clock: context.clock,
      bus: context.bus,
      log: context.log,
      network: context.use(networkPort),
      media: context.use(mediaPort),
      channels: context.use(channelsPort),
      dialplan: context.use(dialplanPort),
      states: context.use(deviceStatesPort),
      bridges: context.use(bridgesPort),
      mailboxes: context.has(mailboxesPort) ? context.use(mailboxesPort) : undefined,
      messages: context.has(messagesPort) ? context.use(messagesPort) : undefined,
      database: context.has(databasePort) ? context.use(databasePort) : undefined,
      pickupExtension: () => (context.has(pickupCodePort) ? context.use(pickupCodePort).extension : undefined),
      refusal: () => context.use(systemPort).refusal,
      product: `Asterism ${context.use(systemPort).version}`,
    });
    context.scope.own('stack', stack);
    if (context.has(messagesPort))
      for (const transport of stack.messageTransports)
        context.scope.onClose('messages', context.use(messagesPort).add(transport));
    context.offer(sipStackPort, stack);
    context.offer(hintWatchersPort, stack.subscriptions);
    return { inUse: () => stack.board.count };
  },
});
