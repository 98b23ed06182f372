import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** A fact about a user of the manager interface. */
export const dialplanFunction = defineFunction({
  name: 'AMI_CLIENT',
  module: 'manager',
  synopsis: 'How many sessions a user of the manager interface has',
  arguments: { arguments: rest('loginname,sessions', { required: true }) },
  examples: ['same => n,GotoIf($[${AMI_CLIENT(crm,sessions)} = 0]?down)'],
  read(context, { arguments: text }) {
    const [user = '', field = ''] = splitArguments(text);
    const count = context.has(managerSessionsPort) ? context.use(managerSessionsPort).countOf(user) : undefined;
    if (count === undefined) {
      context.log.error(`There's no manager user called : "${user}"`);
      return '';
    }
    if (field.toLowerCase() === 'sessions') return String(count);
    context.log.error(`Invalid arguments provided to function AMI_CLIENT: ${field}`);
    return '';
  },
});
