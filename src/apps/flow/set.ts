import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { warnOfBlanks } from './_lib/blanks.ts';

/** Sets a variable or writes a function. */
export const application = defineApplication({
  name: 'Set',
  module: 'pbx_variables',
  synopsis: 'Sets a variable, or writes a function',
  description: [
    'Everything after the first equals sign is the value as it stands: quotes, commas and blanks included.',
    'A name with one leading underscore is handed on to the channels that this one makes, with two to all their descendants.',
  ],
  arguments: { assignment: rest('name=value', { required: true }) },
  examples: ['same => n,Set(tries=3)', 'same => n,Set(__campaign=7)', 'same => n,Set(CALLERID(name)=Reminder)'],
  run(call, { assignment }) {
    const equals = assignment.indexOf('=');
    if (equals < 0) {
      call.warn(`Set requires an '=' to be a valid assignment.`);
      return undefined;
    }
    const name = assignment.slice(0, equals);
    if (name.includes(' ')) warnOfBlanks(call, name, assignment.slice(equals + 1));
    const writing = call.use(dialplanPort).assign(call, name, assignment.slice(equals + 1));
    return writing instanceof Promise ? writing.then(() => undefined) : undefined;
  },
});
