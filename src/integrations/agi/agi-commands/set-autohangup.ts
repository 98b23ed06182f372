import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** set autohangup: ends the call after a time. */
export const agiCommand = defineAgiCommand({
  command: 'set autohangup',
  module: 'res_agi',
  synopsis: 'Ends the call after a time',
  syntax: '<seconds>',
  usage: ['Ends the call so many seconds from now; 0 takes the limit away.', 'The result is 0.'],
  dead: false,
  async run({ call }, [seconds = '', more]) {
    const wanted = Number.parseFloat(seconds);
    if (Number.isNaN(wanted) || more !== undefined) return 'usage';
    await call.use(dialplanPort).assign(call, 'TIMEOUT(absolute)', String(Math.max(0, wanted)));
    return { result: 0 };
  },
});
