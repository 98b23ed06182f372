import type { EvaluationContext } from '../../../channel/call.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { functionWritable, guarded, textAllowed } from '../read-value.ts';

/** Setvar: sets a variable or function of a channel, or a global one. */
export const action = defineManagerAction({
  name: 'Setvar',
  module: 'manager',
  synopsis: 'Sets a channel variable or function value.',
  arguments: '[Channel] Variable Value',
  classes: ['call'],
  async run(context, request) {
    const variable = request.header('Variable');
    if (variable === '') return managerError('No variable specified');
    if (!textAllowed(context, variable)) return managerError('Setvar Access Forbidden: Variable');
    const name = request.header('Channel');
    const channel = name === '' ? undefined : context.use(channelsPort).find(name);
    if (name !== '' && !channel) return managerError('No such channel');
    if (variable.endsWith(')') && !functionWritable(context, variable)) return managerError('Variable not set');
    const dialplan = context.use(dialplanPort);
    const from = channel ? dialplan.callOf(channel) : dialplan.outside;
    const watched = variable.endsWith(')') ? watch(from) : { context: from, failed: () => false };
    await guarded(context, () => dialplan.assign(watched.context, variable, request.header('Value')));
    return watched.failed() ? managerError('Variable not set') : managerSuccess('Variable Set');
  },
});

/** A context that notes whether a function complains, or wants a channel where there is none. */
function watch(inner: EvaluationContext): { readonly context: EvaluationContext; failed(): boolean } {
  let failed = false;
  const context: EvaluationContext = {
    get call() {
      failed ||= inner.call === undefined;
      return inner.call;
    },
    clock: inner.clock,
    log: inner.log,
    get: (name) => inner.get(name),
    set: (name, value) => inner.set(name, value),
    warn(message) {
      failed = true;
      inner.warn(message);
    },
    use: (port) => inner.use(port),
    has: (port) => inner.has(port),
  };
  return { context, failed: () => failed };
}
