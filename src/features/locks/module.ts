import { channelHungUp } from '../../channel/events.ts';
import { defineModule } from '../../extend/define-module.ts';
import { Locks } from './locks.ts';
import { locksPort } from './locks-port.ts';

/** Locks of the dialplan: LOCK, TRYLOCK, UNLOCK. A channel that is gone holds none. */
export const module = defineModule({
  name: 'func_lock',
  description: 'Dialplan mutexes',
  offers: [locksPort],
  start(context) {
    const locks = new Locks(context.clock);
    context.offer(locksPort, locks);
    const leave = context.bus.on(channelHungUp, ({ channel }) => locks.releaseAll(channel.uniqueId));
    context.scope.onClose('channels', leave);
    return undefined;
  },
});
