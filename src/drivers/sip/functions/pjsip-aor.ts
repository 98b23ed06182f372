import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { aorKey } from '../endpoint-book.ts';
import { contactId } from '../listing/contact-id.ts';
import { sipStackPort } from '../ports.ts';
import { askField } from './_lib/ask-field.ts';

/** A setting of an address of record. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_AOR',
  module: 'func_pjsip_aor',
  synopsis: 'A setting of an address of record of pjsip.conf',
  description: ['contact tells the names of its contacts, for PJSIP_CONTACT().'],
  arguments: { arguments: rest('name,setting') },
  examples: ['same => n,NoOp(${PJSIP_AOR(alice,max_contacts)})'],
  seeAlso: ['PJSIP_CONTACT', 'PJSIP_ENDPOINT'],
  read(context, { arguments: text }) {
    const asked = askField(context, 'PJSIP_AOR', text);
    if (!asked) return '';
    const stack = context.use(sipStackPort);
    const aor = stack.book.aor(aorKey({ dialect: 'PJSIP', name: asked.name }));
    if (!aor) context.log.warning(`Failed to retrieve information for AOR '${asked.name}'`);
    else if (asked.field === 'contact') return stack.locations.contactsAt(aor).map(contactId).join(',');
    else {
      const value = aor.shown.find(([name]) => name === asked.field)?.[1];
      if (value === undefined) context.log.warning(`Unknown property '${asked.field}' for PJSIP AOR`);
      return value ?? '';
    }
    return '';
  },
});
