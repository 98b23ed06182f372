import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { presencesPort } from '../../../pbx/ports/presence.ts';

/** PresenceState: how somebody is present. */
export const action = defineManagerAction({
  name: 'PresenceState',
  module: 'manager',
  synopsis: 'Check Presence State',
  arguments: 'Provider',
  classes: ['call', 'reporting'],
  run(context, request) {
    const provider = request.header('Provider');
    if (provider === '') return managerError('No provider specified');
    const presence = context.use(presencesPort).of(provider);
    if (!presence) return managerError(`Invalid provider ${provider} or provider in invalid state`);
    const { state, subtype, message } = presence;
    return {
      response: 'Success',
      message: 'Presence State',
      headers: [
        ['State', state],
        ...(subtype === '' ? [] : [['Subtype', subtype] as const]),
        ...(message === ''
          ? []
          : ([
              ['Message', message],
              ['PresenceMessage', message],
            ] as const)),
      ],
    };
  },
});
