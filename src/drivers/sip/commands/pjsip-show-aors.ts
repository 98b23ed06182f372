import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { aorRows, objectsFound, RULE } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show aors`. */
export const command = defineCliCommand({
  command: 'pjsip show aors',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Aors',
  run(context) {
    const stack = context.use(sipStackPort);
    const aors = stack.book.aors
      .filter(({ dialect }) => dialect === 'PJSIP')
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (aors.length === 0) return objectsFound(0);
    const heading =
      '\n      Aor:  <Aor..............................................>  <MaxContact>\n' +
      '    Contact:  <Aor/ContactUri............................> <Hash....> <Status> <RTT(ms)..>\n';
    return `${heading}${RULE}\n${aors.map((aor) => `${aorRows(stack, aor)}\n`).join('')}${objectsFound(aors.length)}`;
  },
});
