import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Whether an extension of the dialplan exists. */
export const dialplanFunction = defineFunction({
  name: 'VALID_EXTEN',
  module: 'func_dialplan',
  synopsis: 'Whether an extension of the dialplan exists',
  arguments: { arguments: rest('[context],extension[,priority]') },
  seeAlso: ['DIALPLAN_EXISTS'],
  read(context, { arguments: text }) {
    const [place = '', exten = '', priority = ''] = splitArguments(text);
    const channel = context.call?.channel;
    if (exten === '') {
      context.log.error('Syntax: VALID_EXTEN([<context>],<extension>[,<priority>])');
      return '';
    }
    const target = {
      context: place || channel?.position.context || 'default',
      exten,
      priority: priority === '' ? 1 : Number.parseInt(priority, 10) || 0,
    };
    return context.use(dialplanPort).exists(target, channel?.parties.caller.number) ? '1' : '0';
  },
});
