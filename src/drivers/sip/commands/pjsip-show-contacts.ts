import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { contactRow, objectsFound, RULE } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show contacts`. */
export const command = defineCliCommand({
  command: 'pjsip show contacts',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Contacts',
  run(context) {
    const stack = context.use(sipStackPort);
    const contacts = stack.book.aors
      .filter(({ dialect }) => dialect === 'PJSIP')
      .flatMap((aor) => stack.locations.contactsAt(aor));
    if (contacts.length === 0) return objectsFound(0);
    const heading = '\n  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> <RTT(ms)..>\n';
    const rows = contacts.map((contact) => `  Contact:  ${contactRow(contact, 46)}`);
    return `${heading}${RULE}\n${rows.join('')}${objectsFound(contacts.length)}`;
  },
});
