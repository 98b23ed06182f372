import { formatDate } from '../../../base/date-format.ts';
import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** CoreStatus: since when the instance is up, and how many calls it has. */
export const action = defineManagerAction({
  name: 'CoreStatus',
  module: 'manager',
  synopsis: 'Show PBX core status variables.',
  classes: ['system', 'reporting'],
  run(context) {
    const { startedMs, reloadedMs } = context.use(systemPort);
    return {
      response: 'Success',
      headers: [
        ['CoreStartupDate', formatDate('%Y-%m-%d', startedMs)],
        ['CoreStartupTime', formatDate('%H:%M:%S', startedMs)],
        ['CoreReloadDate', formatDate('%Y-%m-%d', reloadedMs)],
        ['CoreReloadTime', formatDate('%H:%M:%S', reloadedMs)],
        ['CoreCurrentCalls', String(context.use(dialplanPort).running)],
      ],
    };
  },
});
