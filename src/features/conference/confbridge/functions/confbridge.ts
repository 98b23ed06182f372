import { text } from '../../../../extend/argument.ts';
import { defineFunction } from '../../../../extend/define-function.ts';
import { setDynamic } from '../profiles.ts';

/** Profiles for the next ConfBridge() of this call. */
export const dialplanFunction = defineFunction({
  name: 'CONFBRIDGE',
  module: 'app_confbridge',
  synopsis: 'Sets an option of a conference profile for this call',
  description: [
    'Counts where ConfBridge() is given no profile of that kind. Options are those of confbridge.conf; template=NAME begins with that profile, clear forgets what has been set.',
  ],
  arguments: {
    kind: text('bridge, user or menu', { required: true }),
    option: text('an option of confbridge.conf, template or clear', { required: true }),
  },
  examples: ['same => n,Set(CONFBRIDGE(user,admin)=yes)', 'same => n,Set(CONFBRIDGE(user,template)=default_user)'],
  seeAlso: ['ConfBridge'],
  write(context, { kind, option }, value) {
    const wanted = kind.trim().toLowerCase();
    if (wanted !== 'user' && wanted !== 'bridge' && wanted !== 'menu') {
      context.warn(`CONFBRIDGE() sets options of bridge, user or menu, not of '${kind}'`);
      return;
    }
    const { call } = context;
    if (!call) return;
    const fault = setDynamic(call.channel, wanted, option, value);
    if (fault !== undefined) context.warn(`CONFBRIDGE(${wanted},${option}): ${fault}`);
  },
});
