import { end } from '../../../channel/call.ts';
import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** Calls a macro of extensions.ael from elsewhere. */
export const application = defineApplication({
  name: 'AELSub',
  module: 'pbx_ael',
  synopsis: 'Calls a macro of extensions.ael as a subroutine',
  arguments: { call: rest('routine[,arg1[,…]]') },
  examples: ['same => n,AELSub(std-exten,6000,SIP/6000)'],
  seeAlso: ['Gosub'],
  run(call, { call: text }) {
    if (text === '') {
      call.log.warning('AELSub requires an argument (routine)');
      return end();
    }
    const comma = text.indexOf(',');
    const [routine, args] = comma < 0 ? [text, ''] : [text.slice(0, comma), text.slice(comma + 1)];
    return call.use(dialplanPort).execute(call, 'Gosub', `${routine},~~s~~,1(${args})`);
  },
});
