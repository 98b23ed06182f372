import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { parkingKeeperPort } from '../keeper-port.ts';

/** Parkinglots: the lots that there are. */
export const action = defineManagerAction({
  name: 'Parkinglots',
  module: 'res_parking',
  synopsis: 'Get a list of parking lots',
  classes: [],
  run: (context, request) =>
    managerList(request, {
      message: 'Parking lots will follow',
      items: context
        .use(parkingKeeperPort)
        .lots.map(({ settings }) => [
          ['Event', 'Parkinglot'] as const,
          ...actionMark(request),
          ['Name', settings.name] as const,
          ['StartSpace', String(settings.firstSpace)] as const,
          ['StopSpace', String(settings.lastSpace)] as const,
          ['Timeout', String(settings.timeMs / 1000)] as const,
        ]),
      complete: 'ParkinglotsComplete',
    }),
});
