import { end } from '../../channel/call.ts';
import { cause, parseCause } from '../../channel/cause.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Ends the call. */
export const application = defineApplication({
  name: 'Hangup',
  module: 'pbx_builtins',
  synopsis: 'Ends the call',
  description: [
    'The cause, a Q.850 number or its name, is what the far end is told; without one it is the cause already known, else 16 (normal clearing).',
  ],
  arguments: { cause: text('a cause by number or name') },
  examples: ['same => n,Hangup()', 'same => n,Hangup(17)', 'same => n,Hangup(USER_BUSY)'],
  run(call, { cause: wanted }) {
    const known = call.channel.hangupCause || cause.normalClearing;
    if (wanted.trim() === '') return end(known);
    const given = parseCause(wanted);
    if (!given) call.log.warning(`Invalid cause given to Hangup(): "${wanted}"`);
    return end(given || known);
  },
});
