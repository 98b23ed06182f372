import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { deviceStatesPort } from '../../../pbx/ports/device-states.ts';
import { customName, parseDeviceState, setCustomState } from '../custom-devices.ts';

/** What a device is doing. */
export const dialplanFunction = defineFunction({
  name: 'DEVICE_STATE',
  module: 'func_devstate',
  synopsis: 'What a device is doing; sets it for custom devices',
  description: [
    'UNKNOWN, NOT_INUSE, INUSE, BUSY, INVALID, UNAVAILABLE, RINGING, RINGINUSE or ONHOLD.',
    'Only devices that are called `Custom:` something can be set. They keep their state across restarts.',
  ],
  arguments: { device: rest('the device, for example SIP/phone or Custom:lamp') },
  examples: ['same => n,Set(DEVICE_STATE(Custom:night)=INUSE)', 'same => n,NoOp(${DEVICE_STATE(SIP/phone)})'],
  seeAlso: ['EXTENSION_STATE', 'HINT'],
  read: (context, { device }) => context.use(deviceStatesPort).state(device),
  write(context, { device }, value) {
    const name = customName(device);
    if (name === undefined) {
      context.warn("The DEVICE_STATE function can only be used to set 'Custom:' device state!");
      return;
    }
    if (name === '') {
      context.warn('DEVICE_STATE function called with no custom device name!');
      return;
    }
    const state = parseDeviceState(value);
    if (state) setCustomState(context, name, state);
    else context.log.error(`DEVICE_STATE function given invalid state value '${value}'`);
  },
});
