import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { parkingKeeperPort } from '../keeper-port.ts';

/** Who is parked on a space. */
export const dialplanFunction = defineFunction({
  name: 'PARK_GET_CHANNEL',
  module: 'res_parking',
  synopsis: 'The channel that is parked on a space',
  arguments: {
    space: text('the number of the space', { required: true }),
    lot: text('the parking lot; `default` without one'),
  },
  examples: ['same => n,NoOp(${PARK_GET_CHANNEL(701,default)})'],
  seeAlso: ['Park'],
  read(context, { space, lot }) {
    const keeper = context.use(parkingKeeperPort);
    return keeper.find(lot || 'default')?.calls.get(Number.parseInt(space, 10))?.channel.name ?? '';
  },
});
