import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { contactId } from '../listing/contact-id.ts';
import type { Contact } from '../location/locations.ts';
import { sipStackPort } from '../ports.ts';
import type { SipStack } from '../sip-stack.ts';
import { askField } from './_lib/ask-field.ts';

const FIELDS: Readonly<Record<string, (contact: Contact, stack: SipStack) => string>> = {
  uri: ({ uri }) => uri,
  status: ({ reachability, aor }) =>
    ({
      unknown: aor.qualify ? 'Unknown' : 'NonQualified',
      reachable: 'Reachable',
      lagged: 'Reachable',
      unreachable: 'Unreachable',
    })[reachability],
  rtt: ({ roundTripMs }) => (roundTripMs === undefined ? 'N/A' : String(Math.round(roundTripMs * 1000))),
  expiration_time: ({ binding }) => String(binding ? Math.round(binding.expiresAtMs / 1000) : 0),
  path: ({ binding }) => binding?.path.join(', ') ?? '',
  user_agent: ({ binding }) => binding?.userAgent ?? '',
  via_addr: ({ binding }) => binding?.host ?? '',
  via_port: ({ binding }) => String(binding?.port ?? 0),
  call_id: ({ binding }) => binding?.callId ?? '',
  endpoint: ({ binding, aor }, stack) => (binding ? (stack.book.ownerOf(`PJSIP/${aor.name}`)?.name ?? '') : ''),
  prune_on_boot: () => 'no',
  authenticate_qualify: () => 'no',
  outbound_proxy: () => '',
  reg_server: () => '',
  qualify_frequency: ({ aor }) => String((aor.qualify?.everyMs ?? 0) / 1000),
  qualify_timeout: ({ aor }) => aor.shown.find(([name]) => name === 'qualify_timeout')?.[1] ?? '3.000000',
};

/** A fact of a place where a phone can be reached. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_CONTACT',
  module: 'func_pjsip_contact',
  synopsis: 'A fact of a contact, by the name that PJSIP_AOR(…,contact) tells',
  description: [`Fields: ${Object.keys(FIELDS).join(', ')}.`],
  arguments: { arguments: rest('name,field') },
  examples: ['same => n,NoOp(${PJSIP_CONTACT(${PJSIP_AOR(alice,contact)},status)})'],
  seeAlso: ['PJSIP_AOR'],
  read(context, { arguments: text }) {
    const asked = askField(context, 'PJSIP_CONTACT', text);
    if (!asked) return '';
    const stack = context.use(sipStackPort);
    const contact = stack.book.aors
      .filter(({ dialect }) => dialect === 'PJSIP')
      .flatMap((aor) => stack.locations.contactsAt(aor))
      .find((one) => contactId(one) === asked.name);
    if (!contact) {
      context.log.warning(`Failed to retrieve information for contact '${asked.name}'`);
      return '';
    }
    const read = Object.hasOwn(FIELDS, asked.field) ? FIELDS[asked.field] : undefined;
    if (!read) context.log.warning(`Unknown property '${asked.field}' for PJSIP contact`);
    return read?.(contact, stack) ?? '';
  },
});
