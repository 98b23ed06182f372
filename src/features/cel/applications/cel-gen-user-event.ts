import { rest, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { celDeskPort } from '../ports.ts';

/** An event of the dialplan's own. */
export const application = defineApplication({
  name: 'CELGenUserEvent',
  module: 'app_celgenuserevent',
  synopsis: 'Logs an event of your own for this channel',
  arguments: { name: text('what it is called'), extra: rest('more to be told with it') },
  examples: ['same => n,CELGenUserEvent(ORDER_TAKEN,order 17)'],
  run(call, { name = '', extra = '' }) {
    if (call.has(celDeskPort)) call.use(celDeskPort).tell(call.channel, name, extra);
    return undefined;
  },
});
