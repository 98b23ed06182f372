import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip qualify`. */
export const command = defineCliCommand({
  command: 'pjsip qualify <endpoint>',
  module: 'res_pjsip',
  synopsis: 'Send an OPTIONS request to a PJSIP endpoint',
  usage: 'Asks all contacts of an endpoint now whether they live.',
  complete: (context) =>
    context.use(sipStackPort).book.endpoints.flatMap(({ dialect, name }) => (dialect === 'PJSIP' ? [name] : [])),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('PJSIP', name);
    if (!endpoint) return { failed: true, text: `Unable to retrieve endpoint ${name}\n` };
    const aors = stack.book.aorsOf(endpoint);
    for (const aor of aors) stack.locations.qualify(aor);
    return aors.map((aor) => `Qualifying AOR '${aor.name}' on endpoint '${name}'\n`).join('');
  },
});
