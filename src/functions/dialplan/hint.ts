import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** The devices of an extension’s hint. */
export const dialplanFunction = defineFunction({
  name: 'HINT',
  module: 'func_dialplan',
  synopsis: 'The devices of an extension’s hint',
  description: ['With the option n, the name that the hint gives.'],
  arguments: { arguments: rest('extension[@context][,n]') },
  read(context, { arguments: text }) {
    const [place = '', options = ''] = splitArguments(text);
    if (place === '') {
      context.warn('The HINT function requires an extension');
      return '';
    }
    for (const option of options.replaceAll('n', '')) context.warn(`Unrecognized option: '${option}'`);
    const [exten = '', where = ''] = place.split('@');
    const hint = context.use(dialplanPort).hint(where || context.call?.channel.position.context || 'default', exten);
    return (options.includes('n') ? hint?.name : hint?.devices) ?? '';
  },
});
