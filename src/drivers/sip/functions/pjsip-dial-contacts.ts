import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { sipStackPort } from '../ports.ts';

/** How to dial all phones of an endpoint. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_DIAL_CONTACTS',
  module: 'chan_pjsip',
  synopsis: 'Dial strings for all contacts of an endpoint, with & between them',
  arguments: {
    endpoint: text('whose'),
    aor: text('only those of this address of record'),
    user: text('the user to call there'),
  },
  examples: ['same => n,Dial(${PJSIP_DIAL_CONTACTS(alice)})'],
  read(context, { endpoint: name, aor: wanted, user }) {
    const stack = context.use(sipStackPort);
    if (name === '') {
      context.log.warning("An endpoint name must be specified when using the 'PJSIP_DIAL_CONTACTS' dialplan function");
      return '';
    }
    const endpoint = stack.endpointOf('PJSIP', name);
    if (!endpoint) {
      context.log.warning(`Specified endpoint '${name}' was not found`);
      return '';
    }
    const aors =
      wanted === ''
        ? stack.book.aorsOf(endpoint)
        : stack.book.aors.filter((aor) => aor.dialect === 'PJSIP' && aor.name === wanted);
    const prefix = user === '' ? 'PJSIP/' : `PJSIP/${user}@`;
    return aors
      .flatMap((aor) => stack.locations.contactsAt(aor))
      .map(({ uri }) => `${prefix}${endpoint.name}/${uri}`)
      .join('&');
  },
});
