import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { locksPort } from '../locks-port.ts';

/** Gives a lock back. */
export const dialplanFunction = defineFunction({
  name: 'UNLOCK',
  module: 'func_lock',
  synopsis: 'Gives a lock back',
  description: ['1 if the call held it, else 0. The end of the call gives back what it holds.'],
  arguments: { lockname: rest('its name; one without a name is a lock too') },
  dangerous: 'read',
  seeAlso: ['LOCK'],
  read: ({ call }, { lockname }) => (call?.use(locksPort).release(lockname, call.channel.uniqueId) ? '1' : '0'),
});
