import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { agiPort } from '../port.ts';

/** AGI: a command for a channel that is in AGI(agi:async). What comes of it is told by the event AsyncAGIExec. */
export const action = defineManagerAction({
  name: 'AGI',
  module: 'res_agi',
  synopsis: 'Add an AGI command to execute by Async AGI.',
  arguments: 'Channel Command [CommandID]',
  classes: ['agi'],
  run(context, request) {
    const [name, line] = [request.header('Channel'), request.header('Command')];
    if (name === '' || line === '') return managerError('Both, Channel and Command are *required*');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError(`Channel ${name} does not exist.`);
    const queue = context.use(agiPort).queues.find(channel);
    return queue?.add({ line, id: request.header('CommandID') })
      ? managerSuccess('Added AGI command to queue')
      : managerError(`Failed to add AGI command to channel ${name} queue`);
  },
});
