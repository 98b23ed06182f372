import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { locksPort } from '../locks-port.ts';

/** How long somebody who holds another lock waits at most. */
const LIMIT_MS = 3000;

/** Takes a lock. */
export const dialplanFunction = defineFunction({
  name: 'LOCK',
  module: 'func_lock',
  synopsis: 'Takes a lock, and waits for it',
  description: [
    '1 once it is taken. A call that holds another lock waits 3 seconds at most and then gets 0, so that two calls cannot wait for each other. A lock may be taken several times, and is given back when the call ends.',
  ],
  arguments: { lockname: rest('its name; one without a name is a lock too') },
  dangerous: 'read',
  examples: ['same => n,GotoIf(${LOCK(booking)}?locked)'],
  seeAlso: ['TRYLOCK', 'UNLOCK'],
  async read({ call }, { lockname }) {
    if (!call) return '0';
    const locks = call.use(locksPort);
    const { uniqueId } = call.channel;
    const limitMs = locks.holdsOther(lockname, uniqueId) ? LIMIT_MS : undefined;
    return (await locks.take(lockname, uniqueId, call.signal, limitMs)) ? '1' : '0';
  },
});
