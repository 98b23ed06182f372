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
  async run({ call }, [seconds]) {
    if (seconds === undefined || !/^\d+(\.\d+)?$/.test(seconds)) return 'usage';
    await call.use(dialplanPort).assign(call, 'TIMEOUT(absolute)', seconds);
    return { result: 0 };
  },
});
