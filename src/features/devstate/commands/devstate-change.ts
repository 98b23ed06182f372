import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { customName, parseDeviceState, setCustomState } from '../custom-devices.ts';

/** `devstate change DEVICE STATE` */
export const command = defineCliCommand({
  command: 'devstate change <device> <state>',
  module: 'func_devstate',
  synopsis: 'Change a custom device state',
  usage:
    'Change a custom device to a new state:\nNOT_INUSE, INUSE, BUSY, INVALID, UNAVAILABLE, RINGING,\nRINGINUSE or ONHOLD.',
  run(context, [device = '', wanted = '']) {
    const name = customName(device);
    if (name === undefined)
      return { failed: true, text: "The devstate command can only be used to set 'Custom:' device state!\n" };
    const state = parseDeviceState(wanted);
    if (!state) return { usage: true };
    setCustomState(context, name, state);
    return `Changing ${name} to ${state}\n`;
  },
});
