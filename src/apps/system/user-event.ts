import { userEventSent } from '../../channel/events.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { eventsPort } from '../../pbx/ports/events.ts';

/** Sends an event of the dialplan's own to manager clients. */
export const application = defineApplication({
  name: 'UserEvent',
  module: 'app_userevent',
  synopsis: 'Sends an event of your own to those who watch the PBX',
  description: ['Each further argument is a header, `name: value`; one without a colon is left out.'],
  arguments: { event: rest('name[,header: value…]', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,UserEvent(Call,Source: ${CALLERID(num)},Value: ${CALLERID(name)})'],
  run(call, { event }) {
    const [name = '', ...parts] = splitArguments(event);
    const headers = parts.flatMap((part): Array<[string, string]> => {
      const colon = part.indexOf(':');
      return colon < 0 ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()]];
    });
    call.use(eventsPort).publish(userEventSent, { channel: call.channel.snapshot(), name, headers });
    return undefined;
  },
});
