import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** CoreSettings: what the instance is. */
export const action = defineManagerAction({
  name: 'CoreSettings',
  module: 'manager',
  synopsis: 'Show PBX core settings (version etc).',
  classes: ['system', 'reporting'],
  run(context) {
    const system = context.use(systemPort);
    const yesNo = (loaded: boolean): string => (loaded ? 'Yes' : 'No');
    return {
      response: 'Success',
      headers: [
        ['AMIversion', context.use(managerSessionsPort).version],
        ['AsteriskVersion', system.version],
        ['SystemName', system.systemName],
        ['CoreMaxCalls', '0'],
        ['CoreMaxLoadAvg', '0.000000'],
        ['CoreRunUser', ''],
        ['CoreRunGroup', ''],
        ['CoreMaxFilehandles', '0'],
        ['CoreRealTimeEnabled', 'No'],
        ['CoreCDRenabled', yesNo(context.use(modulesPort).isLoaded('cdr_csv'))],
        ['CoreHTTPenabled', 'No'],
      ],
    };
  },
});
