import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { splitHint } from '../../pbx/ports/extension-states.ts';

/** What the devices of an extension are doing. */
export const dialplanFunction = defineFunction({
  name: 'EXTENSION_STATE',
  module: 'func_extstate',
  synopsis: 'What the devices of an extension are doing',
  description: [
    'The state of all devices of its hint together: UNKNOWN, NOT_INUSE, INUSE, BUSY, UNAVAILABLE, RINGING, RINGINUSE or ONHOLD.',
  ],
  arguments: { place: rest('extension[@context]') },
  seeAlso: ['DEVICE_STATE', 'HINT'],
  read(context, { place }) {
    if (place === '') {
      context.warn('EXTENSION_STATE requires an extension');
      return '';
    }
    const [exten = '', where = ''] = place.split('@');
    const hint = context.use(dialplanPort).hint(where === '' ? 'default' : where, exten);
    if (!hint) return 'UNKNOWN';
    const { devices } = splitHint(hint.devices);
    if (devices === '') return 'UNAVAILABLE';
    const state = context.use(deviceStatesPort).state(devices);
    if (state === 'INVALID') return 'UNAVAILABLE';
    return state === 'UNKNOWN' ? 'NOT_INUSE' : state;
  },
});
