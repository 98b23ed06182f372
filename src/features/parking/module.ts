import { hasErrors } from '../../base/diagnostic.ts';
import { defineDeviceStateProvider } from '../../extend/define-device-state-provider.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { generatedDialplanPort } from '../../pbx/ports/generated-dialplan.ts';
import { parkingPort } from '../../pbx/ports/parking.ts';
import { parkingSchema } from './files/res-parking-conf.ts';
import { parkingKeeperPort } from './keeper-port.ts';
import { readLots } from './lot-settings.ts';
import { parkPeer } from './park-peer.ts';
import { ParkingKeeper } from './parking-keeper.ts';

/** Parks calls, for others to fetch. */
export const module = defineModule({
  name: 'res_parking',
  description: 'Call Parking Resource',
  needs: [configFilesPort, deviceStatesPort, dialplanPort, generatedDialplanPort],
  offers: [parkingPort, parkingKeeperPort],
  start(context) {
    const { bus, clock, log, scope } = context;
    const keeper = new ParkingKeeper({ ports: context, bus, clock, log });
    const load = (): LoadResult => {
      const { file, values, diagnostics } = context.use(configFilesPort).load(parkingSchema);
      if (!file.missing && (file.rejected || hasErrors(diagnostics)))
        return { ok: false, declined: 'res_parking.conf is faulty; the lots stay as they were' };
      let faulty = false;
      const lots = readLots(values, file.missing, (message) => {
        faulty = true;
        log.warning(message);
      });
      if (faulty && keeper.lots.length > 0)
        return { ok: false, declined: 'res_parking.conf is faulty; the lots stay as they were' };
      keeper.mayMakeLots = values.general.values.parkeddynamic;
      keeper.replace(lots);
      return { ok: true };
    };
    load();
    scope.onClose('lots', () => keeper.close());
    const provider = defineDeviceStateProvider({
      prefix: 'park',
      state: (place) => (keeper.isTaken(place) ? 'INUSE' : 'NOT_INUSE'),
    });
    scope.onClose('provider', context.use(deviceStatesPort).provide(provider));
    context.offer(parkingPort, { parkPeer: (parker, seat, text) => parkPeer(keeper, parker, seat, text) });
    context.offer(parkingKeeperPort, keeper);
    return { reload: load, inUse: () => keeper.lots.reduce((count, { calls }) => count + calls.size, 0) };
  },
});
