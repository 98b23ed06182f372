import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { functionAllowed, functionWritable } from '../read-value.ts';

/** Setvar: sets a variable or function of a channel, or a global one. */
export const action = defineManagerAction({
  name: 'Setvar',
  module: 'manager',
  synopsis: 'Sets a channel variable or function value.',
  classes: ['call'],
  async run(context, request) {
    const variable = request.header('Variable');
    if (variable === '') return managerError('No variable specified');
    if (!functionAllowed(context, variable, 'write')) return managerError('Setvar Access Forbidden: Variable');
    const name = request.header('Channel');
    const channel = name === '' ? undefined : context.use(channelsPort).find(name);
    if (name !== '' && !channel) return managerError('No such channel');
    const inVain = variable.endsWith(')') && (!channel || !functionWritable(context, variable));
    if (inVain && !/^GLOBAL\(/.test(variable)) return managerError('Variable not set');
    const dialplan = context.use(dialplanPort);
    await dialplan.assign(channel ? dialplan.callOf(channel) : dialplan.outside, variable, request.header('Value'));
    return managerSuccess('Variable Set');
  },
});
