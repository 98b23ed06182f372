import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { ENDPOINT_HEADING, endpointRows, parameterTable } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show endpoint`. */
export const command = defineCliCommand({
  command: 'pjsip show endpoint <name>',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Endpoint',
  usage: 'Shows the settings of one endpoint of pjsip.conf and where it is.',
  complete: (context) =>
    context.use(sipStackPort).book.endpoints.flatMap(({ dialect, name }) => (dialect === 'PJSIP' ? [name] : [])),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('PJSIP', name);
    if (!endpoint) return `Unable to find object ${name}.\n\n`;
    return `${ENDPOINT_HEADING}\n${endpointRows(stack, endpoint, context.clock.now())}\n\n${parameterTable(endpoint.shown)}`;
  },
});
