import { defineDeviceStateProvider } from '../../extend/define-device-state-provider.ts';
import { defineModule } from '../../extend/define-module.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { readCustomState } from './custom-devices.ts';

/** Devices that only the dialplan knows: `Custom:name`, for lamps and hints. Their states are kept in the database. */
export const module = defineModule({
  name: 'func_devstate',
  description: 'Gets or sets a device state in the dialplan',
  needs: [databasePort, deviceStatesPort],
  start(context) {
    const provider = defineDeviceStateProvider({ prefix: 'Custom', state: (name) => readCustomState(context, name) });
    context.scope.onClose('provider', context.use(deviceStatesPort).provide(provider));
    return undefined;
  },
});
