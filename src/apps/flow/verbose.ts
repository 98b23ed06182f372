import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Shows a message on consoles. */
export const application = defineApplication({
  name: 'Verbose',
  module: 'app_verbose',
  synopsis: 'Shows a message on every console that is verbose enough',
  description: ['The level is 0 to 4; without one, or with one that is no number, it is 0.'],
  arguments: { text: rest('[level,]message') },
  examples: ['same => n,Verbose(2,Calling ${EXTEN})'],
  run(call, { text }) {
    if (text === '') return undefined;
    const comma = text.indexOf(',');
    const first = comma < 0 ? '' : text.slice(0, comma).trim();
    if (comma < 0) call.log.verbose(0, text);
    else if (/^\d+$/.test(first)) call.log.verbose(Math.min(4, Number(first)), text.slice(comma + 1));
    else {
      call.warn(`'${first}' is not a verboser number`);
      call.log.verbose(0, text.slice(comma + 1));
    }
    return undefined;
  },
});
