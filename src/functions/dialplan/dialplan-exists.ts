import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Whether a place of the dialplan exists. */
export const dialplanFunction = defineFunction({
  name: 'DIALPLAN_EXISTS',
  module: 'func_dialplan',
  synopsis: 'Whether a place of the dialplan exists',
  arguments: { context: text('the context'), exten: text('the extension'), priority: text('the priority, or a label') },
  examples: ['same => n,GotoIf(${DIALPLAN_EXISTS(internal,${EXTEN})}?internal,${EXTEN},1)'],
  read(context, { context: place, exten, priority }, whole) {
    if (whole === '') {
      context.log.error('DIALPLAN_EXISTS() requires an argument');
      return '';
    }
    const dialplan = context.use(dialplanPort);
    const caller = context.call?.channel.parties.caller.number;
    if (priority !== '' && !/^[1-9]\d*$/.test(priority)) {
      const target = dialplan.resolve([priority], { context: place, exten, priority: 1 }, caller);
      return typeof target !== 'string' && dialplan.exists(target, caller) ? '1' : '0';
    }
    if (exten !== '' || priority !== '')
      return dialplan.exists({ context: place, exten, priority: priority === '' ? 1 : Number(priority) }, caller)
        ? '1'
        : '0';
    return dialplan.hasContext(place) ? '1' : '0';
  },
});
