import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { locksPort } from '../locks-port.ts';

/** Takes a lock if it is free. */
export const dialplanFunction = defineFunction({
  name: 'TRYLOCK',
  module: 'func_lock',
  synopsis: 'Takes a lock if it is free',
  description: ['1 if it was free or the call’s own, else 0.'],
  arguments: { lockname: rest('its name; one without a name is a lock too') },
  dangerous: 'read',
  seeAlso: ['LOCK'],
  read: ({ call }, { lockname }) => (call?.use(locksPort).tryTake(lockname, call.channel.uniqueId) ? '1' : '0'),
});
