import { actionMark, defineManagerAction, managerError, managerList } from '../../../extend/define-manager-action.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import { placeHeaders } from '../parked-headers.ts';

/** ParkedCalls: who is parked. */
export const action = defineManagerAction({
  name: 'ParkedCalls',
  module: 'res_parking',
  synopsis: 'List parked calls.',
  arguments: '[ParkingLot]',
  classes: [],
  run(context, request) {
    const keeper = context.use(parkingKeeperPort);
    const name = request.header('ParkingLot');
    const lots = name === '' ? keeper.lots : keeper.lots.filter(({ settings }) => settings.name === name);
    if (name !== '' && lots.length === 0) return managerError('Requested parking lot could not be found.');
    const items = lots.flatMap((lot) =>
      [...lot.calls.values()]
        .sort((a, b) => a.space - b.space)
        .map((parked) => {
          const snapshot = keeper.snapshot(lot, parked);
          return [
            ['Event', 'ParkedCall'] as const,
            ...actionMark(request),
            ...context.channelHeaders(snapshot.parkee, 'Parkee'),
            ...placeHeaders(snapshot),
          ];
        }),
    );
    return managerList(request, {
      message: 'Parked calls will follow',
      items,
      complete: 'ParkedCallsComplete',
      trailer: [['Total', String(items.length)]],
    });
  },
});
