import { defineEvent } from '../../../extend/define-event.ts';
import { deviceStateChanged } from '../../../pbx/ports/device-states.ts';

/** A device's state has changed. */
export const event = defineEvent({
  name: 'DeviceStateChange',
  module: 'manager',
  synopsis: "A device's state has changed.",
  fields: 'Device State',
  topic: deviceStateChanged,
  class: 'call',
  headers: ({ device, state }) => [
    ['Device', device],
    ['State', state],
  ],
});
