import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { aorKey } from '../endpoint-book.ts';
import { aorRows, parameterTable, RULE } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show aor`. */
export const command = defineCliCommand({
  command: 'pjsip show aor <name>',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Aor',
  usage: 'Shows the settings of one address of record and its contacts.',
  complete: (context) =>
    context.use(sipStackPort).book.aors.flatMap(({ dialect, name }) => (dialect === 'PJSIP' ? [name] : [])),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const aor = stack.book.aor(aorKey({ dialect: 'PJSIP', name }));
    if (!aor) return `Unable to find object ${name}.\n\n`;
    const heading =
      '\n      Aor:  <Aor..............................................>  <MaxContact>\n' +
      '    Contact:  <Aor/ContactUri............................> <Hash....> <Status> <RTT(ms)..>\n';
    return `${heading}${RULE}\n${aorRows(stack, aor)}\n\n${parameterTable(aor.shown)}`;
  },
});
