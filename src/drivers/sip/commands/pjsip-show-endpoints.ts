import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { ENDPOINT_HEADING, endpointRows, objectsFound } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show endpoints`. */
export const command = defineCliCommand({
  command: 'pjsip show endpoints',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Endpoints',
  run(context) {
    const stack = context.use(sipStackPort);
    const endpoints = stack.book.endpoints
      .filter(({ dialect }) => dialect === 'PJSIP')
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (endpoints.length === 0) return objectsFound(0);
    const rows = endpoints.map((endpoint) => `${endpointRows(stack, endpoint, context.clock.now())}\n`);
    return `${ENDPOINT_HEADING}\n${rows.join('')}${objectsFound(endpoints.length)}`;
  },
});
