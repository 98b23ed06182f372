import { actionMark, defineManagerAction, listEnd, managerList } from '../../../extend/define-manager-action.ts';
import { deviceStatesPort } from '../../../pbx/ports/device-states.ts';

/** DeviceStateList: the devices whose state has ever changed, and their states now. */
export const action = defineManagerAction({
  name: 'DeviceStateList',
  module: 'manager',
  synopsis: 'List the current known device states.',
  classes: ['call', 'reporting'],
  tells: ['DeviceStateChange', listEnd('DeviceStateListComplete')],
  run(context, request) {
    const states = context.use(deviceStatesPort);
    return managerList(request, {
      message: 'Device State Changes will follow',
      items: states
        .known()
        .map(({ device, state }) => [
          ['Event', 'DeviceStateChange'],
          ...actionMark(request),
          ['Device', device],
          ['State', state],
        ]),
      complete: 'DeviceStateListComplete',
    });
  },
});
