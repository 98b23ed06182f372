import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { objectsFound, RULE, transportRow } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show transports`. */
export const command = defineCliCommand({
  command: 'pjsip show transports',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Transports',
  run(context) {
    const transports = context.use(sipStackPort).book.transports.filter(({ dialect }) => dialect === 'PJSIP');
    if (transports.length === 0) return objectsFound(0);
    const heading = '\nTransport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress....................>\n';
    const rows = transports.map((transport) => `Transport:  ${transportRow(transport)}`);
    return `${heading}${RULE}\n${rows.join('')}${objectsFound(transports.length)}`;
  },
});
