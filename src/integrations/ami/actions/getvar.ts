import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { readChannelValue, textAllowed } from '../read-value.ts';

/** Getvar: a variable or function of a channel, or a global one. */
export const action = defineManagerAction({
  name: 'Getvar',
  module: 'manager',
  synopsis: 'Gets a channel variable or function value.',
  arguments: '[Channel] Variable',
  classes: ['call', 'reporting'],
  async run(context, request) {
    const variable = request.header('Variable');
    if (variable === '') return managerError('No variable specified');
    if (!textAllowed(context, variable)) return managerError('GetVar Access Forbidden: Variable');
    const name = request.header('Channel');
    const channel = name === '' ? undefined : context.use(channelsPort).find(name);
    if (name !== '' && !channel) return managerError('No such channel');
    return {
      response: 'Success',
      headers: [
        ['Variable', variable],
        ['Value', await readChannelValue(context, channel, variable)],
      ],
    };
  },
});
